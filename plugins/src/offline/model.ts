import type { LanguageModel } from '@loggia/contract'
import { answer } from './answer.ts'
import { partsOf } from './stream.ts'
import { readTurn, type StreamPart } from './turn.ts'
import { type FinishPart, usageOf } from './usage.ts'

export interface Pace {
  /** Milliseconds before each word; 0 streams at once. */
  wordMs: number
}

/** The rule model behind the model port: no key, no network, the same answer to the same prompt. */
export function offlineModel(modelId: string, { wordMs }: Pace): LanguageModel {
  return {
    specificationVersion: 'v4',
    provider: 'offline',
    modelId,
    supportedUrls: {},
    async doStream(options) {
      const parts = partsOf(answer(readTurn(options)), options, wordMs)
      return { stream: streamed(parts) }
    },
    async doGenerate(options) {
      const content: Awaited<ReturnType<LanguageModel['doGenerate']>>['content'] = []
      let text = ''
      let finish: Pick<FinishPart, 'finishReason' | 'usage'> = {
        finishReason: { unified: 'other', raw: undefined },
        usage: usageOf(0, 0),
      }
      for await (const part of partsOf(answer(readTurn(options)), options, 0)) {
        if (part.type === 'text-delta') text += part.delta
        if (part.type === 'tool-call') content.push(part)
        if (part.type === 'finish') finish = { finishReason: part.finishReason, usage: part.usage }
      }
      if (text !== '') content.unshift({ type: 'text', text })
      return { content, ...finish, warnings: [] }
    },
  }
}

/** A stream that asks for the next part only when its reader does, and ends the source when cancelled. */
function streamed(parts: AsyncGenerator<StreamPart>): ReadableStream<StreamPart> {
  return new ReadableStream(
    {
      async pull(controller) {
        const next = await parts.next()
        if (next.done) controller.close()
        else controller.enqueue(next.value)
      },
      async cancel() {
        await parts.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}
