export { WorkspaceSwitcher } from './switcher.tsx'
