export { RunInspector } from './inspector.tsx'
