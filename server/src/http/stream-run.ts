import type { IncomingMessage, ServerResponse } from 'node:http'
import { isTerminal } from '@loggia/contract'
import type { LogLine } from '@loggia/core/runs'
import { openSse, sseHeaders } from './sse.ts'

/** Whether the caller reads server-sent events; who does not gets one JSON document. */
export const wantsEvents = (incoming: IncomingMessage): boolean =>
  (incoming.headers.accept ?? '').includes('text/event-stream')

/** A line of the log as an SSE frame with the id to resume from. */
export const logFrame = (line: LogLine): string =>
  line.id === '' ? `data: ${line.json}\n\n` : `id: ${line.id}\ndata: ${line.json}\n\n`

export interface RunToStream {
  outgoing: ServerResponse
  /** Live from the first line; ends after the terminal event. */
  lines: AsyncIterable<LogLine[]>
  /** The frames of one line; another protocol's door gives its projection here. */
  frames?: (line: LogLine) => string
  /** Frames before the first line. */
  opening?: string
  /** Frames after the terminal event. */
  closing?: string
  headers?: Record<string, string>
  /** Frames that tell a reader that we cannot go on; without them the connection is cut, to be resumed. */
  failed?: (error: unknown) => string
}

/**
 * Writes a run to its reader until the terminal event or until the reader goes away. The run does not
 * notice: disconnecting is not cancelling. While the socket is full no lines are taken; the log keeps
 * 1 MiB for such a reader and then lets it read on from the table.
 */
export async function streamRun(run: RunToStream): Promise<void> {
  const { frames = logFrame } = run
  const stream = openSse(run.outgoing, { ...sseHeaders, ...run.headers })
  if (run.opening) stream.push(run.opening)
  try {
    for await (const batch of run.lines) {
      for (const line of batch) stream.push(frames(line))
      // What ends the run leaves together with the end of the response.
      if (!batch.some(line => isTerminal(line.event))) stream.flush()
      if (stream.full) await stream.drained()
      if (stream.gone.aborted) break
    }
    if (run.closing) stream.push(run.closing)
  } catch (error) {
    if (!run.failed) {
      run.outgoing.destroy()
      throw error
    }
    stream.push(run.failed(error))
  } finally {
    stream.end()
  }
}
