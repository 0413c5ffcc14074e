export { startQueued } from './continue-run.ts'
export type { LogLine } from './log/index.ts'
export { openRecovery, type Recovery } from './nodes/index.ts'
export { openRuns, type Runs, type StartedRun } from './open-runs.ts'
export { cancelRunsOf, requireRun, runAnswer, runOperations } from './operations.ts'
export type { EndedRun, ResolvedModel, RunPorts, RunScope } from './ports.ts'
export { presentRun } from './present.ts'
export {
  type AguiNames,
  type ChatOptions,
  chatCompletion,
  chatCompletionChunks,
  chatError,
  type FoldedChat,
  preludeFor,
  renameRun,
  type UiChunk,
  type UiOptions,
  uiMessageChunks,
} from './projections/index.ts'
export { readTurn, retryMessage, sendMessage } from './send-message.ts'
