import {
  type LanguageModel,
  type LanguageModelStreamPart,
  LoggiaError,
  toModelError,
  type Usage,
} from '@loggia/contract'
import type { Clock } from './ports.ts'

type CallOptions = Parameters<LanguageModel['doStream']>[0]

export interface ModelCall {
  model: LanguageModel
  options: CallOptions
  clock: Clock
  signal: AbortSignal
  silenceMs: number
  /** Takes each part as it comes; may return a promise to slow the model down. */
  onPart(part: LanguageModelStreamPart): Promise<void> | undefined
}

export interface ModelFinish {
  usage: Usage
  finishReason: string
  /** On the clock's `elapsed`, when the first part with content came. */
  firstPartAt?: number
}

const retriable = new Set(['model_rate_limited', 'model_overloaded'])
const attempts = 3
const longestWaitSeconds = 20

/**
 * Asks the model once, passing its parts on. What fails before the first part is tried again where the
 * vendor asked for patience. Throws `model_*`, or the signal's reason when it was aborted.
 */
export async function callModel(call: ModelCall): Promise<ModelFinish> {
  for (let attempt = 1; ; attempt++) {
    let started = false
    try {
      return await streamOnce({
        ...call,
        onPart: part => {
          started = true
          return call.onPart(part)
        },
      })
    } catch (error) {
      call.signal.throwIfAborted()
      const failure = toModelError(error)
      const seconds = failure.retryAfter ?? 0.5 * 2 ** (attempt - 1)
      if (started || attempt === attempts || !retriable.has(failure.code) || seconds > longestWaitSeconds)
        throw failure
      await pause(seconds * 1000, call.signal)
    }
  }
}

async function streamOnce(call: ModelCall): Promise<ModelFinish> {
  const request = new AbortController()
  const abort = () => request.abort(call.signal.reason)
  call.signal.addEventListener('abort', abort, { once: true })
  const watch = watchSilence(call, request)
  try {
    const opened = call.model.doStream({ ...call.options, abortSignal: request.signal })
    const { stream } = await untilAborted(opened, request.signal)
    return await readParts(stream.getReader(), call, request.signal, watch.heard)
  } catch (error) {
    // Not after a good end: that would cut the connection that the next call is to use again.
    request.abort(error)
    throw error
  } finally {
    watch.stop()
    call.signal.removeEventListener('abort', abort)
  }
}

/** Aborts the request when nothing came for too long. One timer a call, however many parts come. */
function watchSilence({ clock, silenceMs }: ModelCall, request: AbortController) {
  let last = clock.elapsed()
  const timer = setInterval(
    () => {
      if (clock.elapsed() - last < silenceMs) return
      const detail = `Nothing came from the provider for ${Math.round(silenceMs / 1000)} seconds.`
      request.abort(new LoggiaError('model_silent', { detail }))
    },
    Math.min(1_000, silenceMs / 4),
  )
  return {
    heard: () => {
      last = clock.elapsed()
    },
    stop: () => clearInterval(timer),
  }
}

async function readParts(
  reader: ReadableStreamDefaultReader<LanguageModelStreamPart>,
  call: ModelCall,
  signal: AbortSignal,
  heard: () => void,
): Promise<ModelFinish> {
  const cancel = () => void reader.cancel(signal.reason).catch(() => {})
  signal.addEventListener('abort', cancel, { once: true })
  if (signal.aborted) cancel()
  let finish: ModelFinish | undefined
  let firstPartAt: number | undefined
  for (;;) {
    const { done, value: part } = await reader.read()
    signal.throwIfAborted()
    if (done) break
    heard()
    if (part.type === 'error') throw part.error
    if (part.type === 'finish')
      finish = { usage: readUsage(part.usage), finishReason: part.finishReason.unified }
    else if (content.has(part.type)) {
      firstPartAt ??= call.clock.elapsed()
      const wait = call.onPart(part)
      if (wait) await wait
    }
  }
  if (!finish || finish.finishReason === 'interrupted') {
    throw new LoggiaError('model_cut', { detail: 'The stream of the provider ended before the answer did.' })
  }
  if (finish.finishReason === 'error')
    throw new LoggiaError('model_refused', { detail: 'The provider ended the answer with an error.' })
  return { ...finish, ...(firstPartAt !== undefined && { firstPartAt }) }
}

const content = new Set<LanguageModelStreamPart['type']>([
  'text-start',
  'text-delta',
  'text-end',
  'reasoning-start',
  'reasoning-delta',
  'reasoning-end',
  'tool-input-start',
  'tool-input-delta',
  'tool-input-end',
  'tool-call',
])

type VendorUsage = Extract<LanguageModelStreamPart, { type: 'finish' }>['usage']

const readUsage = ({ inputTokens, outputTokens }: VendorUsage): Usage => ({
  inputTokens: inputTokens.total ?? 0,
  outputTokens: outputTokens.total ?? 0,
  reasoningTokens: outputTokens.reasoning ?? 0,
  cachedInputTokens: inputTokens.cacheRead ?? 0,
  cacheWriteInputTokens: inputTokens.cacheWrite ?? 0,
})

/** The promise, or the signal's reason as soon as it is aborted: a provider that ignores the signal cannot hold a run. */
export async function untilAborted<T>(promise: PromiseLike<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const abort = () => reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([promise, aborted])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, milliseconds)
  return untilAborted(promise, signal).finally(() => clearTimeout(timer))
}
