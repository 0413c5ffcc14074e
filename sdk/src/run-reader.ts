import { isTerminal, LoggiaError, type Message, type Run, type RunEvent } from '@loggia/contract'
import { type RunLine, readFrames } from './read-frames.ts'
import type { Send } from './transport.ts'

/** What a run came to. */
export interface RunResult {
  run: Run
  /** What the agent wrote; absent when it wrote nothing. */
  message?: Message
  /** The text of the answer. */
  text: string
}

/**
 * A run as it happens. Iterate it once for its events; a cut connection is resumed behind the last event
 * that arrived, so that none is lost or doubled. Leaving the loop, or aborting, does not cancel the run.
 */
export interface RunReader extends AsyncIterable<RunEvent> {
  /** Resolves as soon as the server has accepted the message. */
  readonly runId: Promise<string>
  /** The same events with their ids, in the batches they arrive in. */
  batches(): AsyncIterable<RunLine[]>
  /** Id of the last event that arrived; resume another reader from it. */
  readonly cursor: string | undefined
  /** Reads to the end, if nobody did, and answers what the run came to. */
  result(): Promise<RunResult>
  /** Cancels the run. */
  cancel(): Promise<Run>
}

export interface ReaderParts {
  send: Send
  /** Makes the first request, exactly once: a message must never be sent twice. */
  open(): Promise<Response>
  runId?: string | undefined
  after?: string | undefined
  signal?: AbortSignal | undefined
  /** Milliseconds before each attempt to resume, growing; after the last the reader gives up. */
  backoff?: readonly number[] | undefined
}

const defaultBackoff = [50, 100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000, 5_000, 5_000]

export function createRunReader(parts: ReaderParts): RunReader {
  const { send, signal, backoff = defaultBackoff } = parts
  let cursor = parts.after
  let lastSeq = Number(cursor?.split(':')[2] ?? 0)
  let started: Promise<Response> | undefined
  let taken = false
  let ended = false
  const runId = Promise.withResolvers<string>()
  runId.promise.catch(() => undefined)
  if (parts.runId) runId.resolve(parts.runId)

  function start(): Promise<Response> {
    started ??= parts.open().then(
      response => {
        const id = response.headers.get('loggia-run') ?? parts.runId
        if (id) runId.resolve(id)
        else runId.reject(new LoggiaError('internal', { detail: 'The answer names no run.' }))
        return response
      },
      error => {
        runId.reject(error)
        throw error
      },
    )
    return started
  }

  async function resume(): Promise<Response> {
    const headers: Record<string, string> = {
      accept: 'text/event-stream',
      ...(cursor && { 'last-event-id': cursor }),
    }
    return send(`/api/runs/${encodeURIComponent(await runId.promise)}/events`, { headers, signal })
  }

  /** Lines not seen yet; a reset starts the count anew. */
  function fresh(lines: RunLine[]): RunLine[] {
    const kept: RunLine[] = []
    for (const line of lines) {
      if (line.event.type === 'CUSTOM' && line.event.name === 'log.reset') {
        lastSeq = (line.event.value as { seq: number }).seq
        cursor = undefined
        kept.push(line)
      } else if (line.seq > lastSeq) {
        lastSeq = line.seq
        cursor = line.id
        kept.push(line)
      }
    }
    return kept
  }

  async function* batches(): AsyncGenerator<RunLine[]> {
    if (taken) throw new LoggiaError('conflict', { detail: 'A run reader is read once; open another one.' })
    taken = true
    let failures = 0
    let response = await start()
    for (;;) {
      let cut: unknown
      try {
        if (response.body) {
          for await (const lines of readFrames(response.body)) {
            const kept = fresh(lines)
            if (kept.length === 0) continue
            failures = 0
            ended = kept.some(line => isTerminal(line.event))
            yield kept
            if (ended) return
          }
        }
      } catch (error) {
        cut = error
      }
      response = await resumeWithPatience(cut)
    }

    async function resumeWithPatience(cut: unknown): Promise<Response> {
      for (;;) {
        signal?.throwIfAborted()
        const wait = backoff[failures++]
        if (wait === undefined) {
          throw new LoggiaError('server_unreachable', {
            detail: 'The connection broke off and could not be resumed.',
            cause: cut,
          })
        }
        await pause(wait, signal)
        try {
          return await resume()
        } catch (error) {
          signal?.throwIfAborted()
          const passing = error instanceof LoggiaError && error.status >= 500
          if (!passing) throw error
        }
      }
    }
  }

  async function* events(): AsyncGenerator<RunEvent> {
    for await (const lines of batches()) for (const { event } of lines) yield event
  }

  async function settle(): Promise<RunResult> {
    if (!ended && !taken) for await (const _ of batches());
    const id = encodeURIComponent(await runId.promise)
    const run = (await (await send(`/api/runs/${id}`, { signal })).json()) as Run
    const path = `/api/conversations/${encodeURIComponent(run.conversationId)}/messages?limit=20`
    const page = (await (await send(path, { signal })).json()) as { items: Message[] }
    const message = page.items.findLast(item => item.runId === run.id && item.role === 'agent')
    const text = message?.parts.map(part => (part.type === 'text' ? part.text : '')).join('') ?? ''
    return { run, ...(message && { message }), text }
  }

  return {
    // Reading starts the request; asking for the id alone does too.
    get runId() {
      void start().catch(() => undefined)
      return runId.promise
    },
    get cursor() {
      return cursor
    },
    batches,
    [Symbol.asyncIterator]: events,
    result: settle,
    async cancel() {
      void start().catch(() => undefined)
      const id = encodeURIComponent(await runId.promise)
      return (await (await send(`/api/runs/${id}/cancel`, { method: 'POST' })).json()) as Run
    },
  }
}

const pause = (milliseconds: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort)
      resolve()
    }, milliseconds)
    signal?.addEventListener('abort', abort, { once: true })
  })
