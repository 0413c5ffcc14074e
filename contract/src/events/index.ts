import type {
  AGUIEvent,
  CustomEvent,
  Interrupt,
  RunErrorEvent,
  RunFinishedEvent,
  RunFinishedOutcome,
  TokenUsage,
} from '@ag-ui/core'

export { EventType, PROTOCOL_VERSION } from '@ag-ui/core'
export * from './cursor.ts'
export * from './custom.ts'

/** One entry of a run's log: an event of AG-UI 1.0. */
export type RunEvent = AGUIEvent
export type { CustomEvent, Interrupt, RunErrorEvent, RunFinishedEvent, RunFinishedOutcome, TokenUsage }

/** Whether the event ends its run; exactly one such event stands at the end of every run. */
export const isTerminal = (event: { type: string }): event is RunFinishedEvent | RunErrorEvent =>
  event.type === 'RUN_FINISHED' || event.type === 'RUN_ERROR'
