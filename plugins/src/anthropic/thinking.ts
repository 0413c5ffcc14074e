import type { LanguageModel } from '@loggia/contract'

type CallOptions = Parameters<LanguageModel['doStream']>[0]

/** Models that think by themselves; those of version 4.6 to 4.8 only when asked to. */
const alwaysThinks = /claude-(?:opus|sonnet|haiku|fable)-(?:[5-9]|\d\d)/
const thinksWhenAsked = /claude-(?:opus|sonnet)-4-[6-8]/

/**
 * Asks newer models to show a summary of their thinking, which they otherwise send as empty blocks, and
 * lets the vendor's heartbeats through, so that long thinking is not taken for silence.
 */
export function showThinking(model: string, options: CallOptions): CallOptions {
  const { reasoning, providerOptions } = options
  const asked = reasoning !== undefined && reasoning !== 'provider-default'
  const thinks = alwaysThinks.test(model) || (asked && thinksWhenAsked.test(model))
  const thinking = { type: 'adaptive', display: 'summarized' }
  const anthropic = {
    includePings: true,
    ...(thinks && reasoning !== 'none' && { thinking }),
    ...providerOptions?.anthropic,
  }
  return { ...options, providerOptions: { ...providerOptions, anthropic } }
}
