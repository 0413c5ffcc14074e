import type { LanguageModel } from '@loggia/contract'

type Prompt = Parameters<LanguageModel['doStream']>[0]['prompt']
type Message = Prompt[number]

/**
 * Marks the end of the instructions and the end of the conversation: Anthropic caches nothing that is
 * not marked, and both are the prefix of the next call.
 */
export function markForCaching(prompt: Prompt): Prompt {
  const lastSystem = prompt.findLastIndex(message => message.role === 'system')
  return prompt.map((message, index) =>
    index === lastSystem || index === prompt.length - 1 ? marked(message) : message,
  )
}

function marked(message: Message): Message {
  const anthropic = { ...message.providerOptions?.anthropic, cacheControl: { type: 'ephemeral' } }
  return { ...message, providerOptions: { ...message.providerOptions, anthropic } }
}
