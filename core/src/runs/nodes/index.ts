export { openRecovery, type Recovery } from './recover.ts'
