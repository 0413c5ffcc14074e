import type { LanguageModelV4StreamPart } from '@ai-sdk/provider'
import { LoggiaError } from '../errors.ts'
import { toModelError } from '../model-failure.ts'
import { tidy } from './tidy.ts'

type Part = LanguageModelV4StreamPart
type Finish = Extract<Part, { type: 'finish' }>

export interface SettleOptions {
  key: string | undefined
  signal: AbortSignal | undefined
  correct: (part: Part) => Part | undefined
}

/**
 * One stream, one kind of ending: a failure is one `error` part with a LoggiaError and at most a `finish`
 * after it; only the caller's own abort makes the stream itself fail.
 */
export function settle(source: ReadableStream<Part>, options: SettleOptions): ReadableStream<Part> {
  const { key, signal, correct } = options
  const reader = source.getReader()
  const clean = tidy()
  let failed = false
  let finished = false
  let answered = false

  const failure = (error: unknown): Part => {
    failed = true
    return { type: 'error', error: toModelError(error, key) }
  }

  /** What the reader of the stream sees of one part: nothing, the part, or an error before it. */
  const seen = (raw: Part): readonly Part[] => {
    const part = correct(raw)
    if (part === undefined) return []
    if (part.type === 'error') {
      if (failed) return []
      return [failure(saysEndedEarly(part.error) ? endedEarly(answered) : part.error)]
    }
    if (part.type === 'finish') {
      finished = true
      const before = !failed && endsWithoutWord(part) ? [failure(endedEarly(answered))] : []
      return [...before, failed ? { ...part, finishReason: { unified: 'error', raw: undefined } } : part]
    }
    if (failed) return []
    answered ||= part.type !== 'stream-start'
    return clean(part)
  }

  return new ReadableStream<Part>(
    {
      async pull(controller) {
        for (;;) {
          const next = await read(reader)
          if (signal?.aborted) {
            reader.cancel(signal.reason).catch(() => {})
            return controller.error(signal.reason)
          }
          if ('part' in next) {
            const parts = seen(next.part)
            for (const part of parts) controller.enqueue(part)
            if (parts.length) return
            continue
          }
          if (!failed && 'error' in next) controller.enqueue(failure(next.error))
          else if (!failed && !finished) controller.enqueue(failure(endedEarly(answered)))
          return controller.close()
        }
      },
      cancel: reason => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}

async function read(
  reader: ReadableStreamDefaultReader<Part>,
): Promise<{ part: Part } | { error: unknown } | { done: true }> {
  try {
    const { value } = await reader.read()
    return value === undefined ? { done: true } : { part: value }
  } catch (error) {
    return { error }
  }
}

/** `interrupted`, and `other` or `error` without the vendor's own word, are how packages spell a cut stream. */
const endsWithoutWord = ({ finishReason: { unified, raw } }: Finish): boolean =>
  unified === 'interrupted' || unified === 'error' || (unified === 'other' && raw === undefined)

/** One package reports the missing end itself; whether anything was answered, only we know. */
const saysEndedEarly = (error: unknown): boolean =>
  error instanceof Error && /ended without a finish reason/i.test(error.message)

const endedEarly = (answered: boolean): LoggiaError =>
  answered
    ? new LoggiaError('model_cut', {
        detail: 'The answer ended before the provider said that it was complete.',
      })
    : new LoggiaError('model_bad_answer', { detail: 'The answer holds no event of the protocol.' })
