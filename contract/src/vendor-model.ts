import type {
  LanguageModelV4CallOptions,
  LanguageModelV4StreamPart,
  LanguageModelV4StreamResult,
} from '@ai-sdk/provider'
import { LoggiaError } from './errors.ts'
import type { LanguageModel } from './model.ts'
import { toModelError } from './model-failure.ts'

export interface VendorModelOptions {
  /** The key in use, so that no message can contain it. */
  key?: string | undefined
  /** Changes the call before the vendor's package sees it (caching marks, storage settings). */
  prepare?: (options: LanguageModelV4CallOptions) => LanguageModelV4CallOptions
  /** Corrects one part; made anew for each stream. Return the part itself to leave it as it is. */
  correct?: () => (part: LanguageModelV4StreamPart) => LanguageModelV4StreamPart
}

/**
 * Makes every AI SDK model end the same way. `doStream` throws a LoggiaError `model_*`; the stream never
 * errors (but for an abort of the caller's own): a failure is one `error` part holding a LoggiaError,
 * followed by at most a `finish`; and a stream that ends without the vendor's word for it is `model_cut`,
 * where some packages report success.
 */
export function vendorModel(model: LanguageModel, settings: VendorModelOptions = {}): LanguageModel {
  const { key, prepare = options => options, correct = () => part => part } = settings
  return {
    specificationVersion: 'v4',
    provider: model.provider,
    modelId: model.modelId,
    supportedUrls: model.supportedUrls,
    async doGenerate(options) {
      try {
        return await model.doGenerate(prepare(options))
      } catch (error) {
        throw failureOf(error, options.abortSignal, key)
      }
    },
    async doStream(options): Promise<LanguageModelV4StreamResult> {
      try {
        const result = await model.doStream(prepare(options))
        return { ...result, stream: settle(result.stream, options.abortSignal, correct(), key) }
      } catch (error) {
        throw failureOf(error, options.abortSignal, key)
      }
    },
  }
}

const failureOf = (error: unknown, signal: AbortSignal | undefined, key: string | undefined): unknown =>
  signal?.aborted ? signal.reason : toModelError(error, key)

function settle(
  source: ReadableStream<LanguageModelV4StreamPart>,
  signal: AbortSignal | undefined,
  correct: (part: LanguageModelV4StreamPart) => LanguageModelV4StreamPart,
  key: string | undefined,
): ReadableStream<LanguageModelV4StreamPart> {
  const reader = source.getReader()
  let failed = false
  let finished = false
  let answered = false
  return new ReadableStream<LanguageModelV4StreamPart>(
    {
      async pull(controller) {
        const fail = (error: unknown) => {
          failed = true
          controller.enqueue({ type: 'error', error: toModelError(error, key) })
        }
        for (;;) {
          let part: LanguageModelV4StreamPart | undefined
          try {
            part = (await reader.read()).value
          } catch (error) {
            if (signal?.aborted) return controller.error(signal.reason)
            if (!failed) fail(error)
            return controller.close()
          }
          if (signal?.aborted) return abort(controller, reader, signal)
          if (part === undefined) {
            if (!finished && !failed) fail(endedEarly(answered))
            return controller.close()
          }
          if (part.type === 'error') {
            if (failed) continue
            return fail(part.error)
          }
          if (part.type === 'finish') {
            finished = true
            if (!failed && endsWithoutWord(part)) fail(endedEarly(answered))
            return controller.enqueue(
              failed ? { ...part, finishReason: { unified: 'error', raw: undefined } } : part,
            )
          }
          if (failed) continue
          answered ||= part.type !== 'stream-start'
          return controller.enqueue(correct(part))
        }
      },
      cancel: reason => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}

function abort(
  controller: ReadableStreamDefaultController<LanguageModelV4StreamPart>,
  reader: ReadableStreamDefaultReader<LanguageModelV4StreamPart>,
  signal: AbortSignal,
): void {
  reader.cancel(signal.reason).catch(() => {})
  controller.error(signal.reason)
}

/** `interrupted`, and `other` or `error` without the vendor's own word, are how packages spell a cut stream. */
const endsWithoutWord = ({ finishReason }: Extract<LanguageModelV4StreamPart, { type: 'finish' }>): boolean =>
  finishReason.unified === 'interrupted' ||
  ((finishReason.unified === 'other' || finishReason.unified === 'error') && finishReason.raw === undefined)

const endedEarly = (answered: boolean): LoggiaError =>
  answered
    ? new LoggiaError('model_cut', {
        detail: 'The answer ended before the provider said that it was complete.',
      })
    : new LoggiaError('model_bad_answer', { detail: 'The answer holds no event of the protocol.' })
