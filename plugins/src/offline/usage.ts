import type { CallOptions } from './prompt.ts'
import type { StreamPart } from './turn.ts'

export type FinishPart = Extract<StreamPart, { type: 'finish' }>

/** Model tokens of a text by the usual rule of thumb: four characters each, rounded up. */
export const tokensIn = (text: string) => Math.ceil(text.length / 4)

/** Model tokens of the prompt and the tools it offers. */
export const tokensOffered = ({ prompt, tools }: CallOptions) =>
  tokensIn(JSON.stringify(prompt)) + (tools ? tokensIn(JSON.stringify(tools)) : 0)

/** The usage of a call; nothing is cached, nothing is reasoning. */
export const usageOf = (input: number, output: number): FinishPart['usage'] => ({
  inputTokens: { total: input, noCache: input, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: output, text: output, reasoning: 0 },
})
