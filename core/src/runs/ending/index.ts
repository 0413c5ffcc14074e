export { finishRun } from './store.ts'
export { errorEvent, terminalEvent } from './terminal-event.ts'
