export { Secrets } from './secrets.tsx'
