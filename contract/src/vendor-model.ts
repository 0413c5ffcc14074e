import type {
  LanguageModelV4CallOptions,
  LanguageModelV4StreamPart,
  LanguageModelV4StreamResult,
} from '@ai-sdk/provider'
import type { LanguageModel } from './model.ts'
import { toModelError } from './model-failure.ts'
import { settle } from './vendor-model/settle.ts'

export interface VendorModelOptions {
  /** The key in use, so that no message can contain it. */
  key?: string | undefined
  /** Changes the call before the vendor's package sees it (caching marks, storage settings). */
  prepare?: (options: LanguageModelV4CallOptions) => LanguageModelV4CallOptions
  /** Corrects one part, or drops it by answering undefined; made anew for each stream. */
  correct?: () => (part: LanguageModelV4StreamPart) => LanguageModelV4StreamPart | undefined
}

/**
 * Makes every AI SDK model end the same way. `doStream` throws a LoggiaError `model_*`; the stream itself
 * fails only for the caller's own abort: a failure is one `error` part holding a LoggiaError, followed by
 * at most a `finish`; and a stream that ends without the vendor's word for it is `model_cut`, where some
 * packages report success.
 */
export function vendorModel(model: LanguageModel, settings: VendorModelOptions = {}): LanguageModel {
  const { key, prepare = options => options, correct = () => part => part } = settings
  const failure = (error: unknown, signal: AbortSignal | undefined): unknown =>
    signal?.aborted ? signal.reason : toModelError(error, key)
  return {
    specificationVersion: 'v4',
    provider: model.provider,
    modelId: model.modelId,
    supportedUrls: model.supportedUrls,
    async doGenerate(options) {
      try {
        return await model.doGenerate(prepare(options))
      } catch (error) {
        throw failure(error, options.abortSignal)
      }
    },
    async doStream(options): Promise<LanguageModelV4StreamResult> {
      try {
        const result = await model.doStream(prepare(options))
        return {
          ...result,
          stream: settle(result.stream, { key, signal: options.abortSignal, correct: correct() }),
        }
      } catch (error) {
        throw failure(error, options.abortSignal)
      }
    },
  }
}
