export { type AguiNames, renameRun } from './agui.ts'
export {
  type ChatOptions,
  chatCompletion,
  chatCompletionChunks,
  chatError,
  type FoldedChat,
} from './chat-completions.ts'
export { preludeFor } from './prelude.ts'
export { emptyView, foldEvent } from './run-view.ts'
export { type UiChunk, type UiOptions, uiMessageChunks } from './ui-messages.ts'
