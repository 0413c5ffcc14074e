import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Context } from '@loggia/core/identity'
import type { Logger } from '@loggia/core/platform'
import type { TableRow } from './table.ts'

/** One request that passed the gate, and the means to answer it. */
export interface Exchange {
  row: TableRow
  context: Context
  url: URL
  incoming: IncomingMessage
  outgoing: ServerResponse
  /** Path parameters, decoded. */
  params: Record<string, string>
  /** What was read beside the look-up of the caller, for operations that read ahead. */
  ahead: Promise<unknown> | undefined
  requestId: string
  /** Aborted when the caller goes away. Runs are never bound to it: disconnecting is not cancelling. */
  gone: AbortSignal
  log: Logger
}

/** The answer: a response to send, or `undefined` when the handler wrote to `outgoing` itself. */
export type Answer = Response | undefined

/** Answers one operation whose wire is not a plain JSON document. */
export type WireHandler = (exchange: Exchange) => Promise<Answer>
