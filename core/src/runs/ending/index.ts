export { contentOf, finishRun, type RunEnding } from './store.ts'
export { errorEvent, terminalEvent } from './terminal-event.ts'
