export { essay } from './essay.ts'
