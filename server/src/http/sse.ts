import type { ServerResponse } from 'node:http'

/** Bytes that may wait for the socket before no more are given to it. */
const fullBytes = 64 * 1024

/** One server-sent event stream: what is pushed in one turn of the loop leaves in one write, or with `flush`. */
export interface SseStream {
  push(frame: string): void
  /** Sends what was pushed now, with the head if that has not left yet. */
  flush(): void
  /** Whether the socket has enough to send. */
  readonly full: boolean
  /** Resolves when the socket has taken everything, or is gone. */
  drained(): Promise<void>
  /** Sends what waits and ends the response. */
  end(): void
  /** Aborted when the reader went away. */
  readonly gone: AbortSignal
}

const open = new Set<SseStream>()

/** Sends a comment to every open stream, so that proxies keep them. Called every 15 seconds by the server. */
export function keepAlive(): void {
  for (const stream of open) stream.push(': keep-alive\n\n')
}

/** How many readers are connected now. */
export const openStreams = (): number => open.size

/** Ends every open stream; for a server that stops. */
export function endStreams(): void {
  for (const stream of open) stream.end()
}

export const sseHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
} as const

/** Made once: a reason of the runtime's own would capture a stack for every stream. */
const left = new Error('The reader went away.')

/** Starts the stream: the head is sent in this turn of the loop, with the first events if they are there. */
export function openSse(outgoing: ServerResponse, headers: Record<string, string>): SseStream {
  outgoing.writeHead(200, headers)
  const closed = new AbortController()
  let pending = ''
  let scheduled = true

  const flush = () => {
    scheduled = false
    if (closed.signal.aborted || outgoing.writableEnded) return
    const text = pending
    pending = ''
    if (text !== '') outgoing.write(text)
    else outgoing.flushHeaders()
  }
  setImmediate(flush)
  const stream: SseStream = {
    push(frame) {
      if (closed.signal.aborted) return
      pending += frame
      if (scheduled) return
      scheduled = true
      setImmediate(flush)
    },
    flush,
    get full() {
      return pending.length + outgoing.writableLength > fullBytes
    },
    drained() {
      flush()
      if (closed.signal.aborted || !outgoing.writableNeedDrain) return Promise.resolve()
      return new Promise(resolve => {
        outgoing.once('drain', resolve)
        closed.signal.addEventListener('abort', () => resolve(), { once: true })
      })
    },
    end() {
      open.delete(stream)
      if (outgoing.writableEnded) return
      outgoing.end(pending)
      pending = ''
    },
    gone: closed.signal,
  }
  open.add(stream)
  outgoing.once('close', () => {
    open.delete(stream)
    closed.abort(left)
  })
  return stream
}
