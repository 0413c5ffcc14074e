import { LoggiaError } from '@loggia/contract'
import type { RunKey, RunWriter } from './log/index.ts'

/** A run that this node is answering. */
export interface LiveRun {
  key: RunKey
  conversationId: string
  writer: RunWriter
  controller: AbortController
  /** Resolves when the run has ended and its ending is committed, or given up. */
  ended: PromiseWithResolvers<void>
}

export function makeLiveRun(key: RunKey, conversationId: string, writer: RunWriter): LiveRun {
  return {
    key,
    conversationId,
    writer,
    controller: new AbortController(),
    ended: Promise.withResolvers<void>(),
  }
}

/** Cancels: the provider's request is aborted, the run ends with outcome `cancelled`. */
export const cancelLive = (live: LiveRun): void => live.controller.abort(new LoggiaError('run_cancelled'))
