import type { LanguageModelV4Prompt, LanguageModelV4StreamPart } from '@ai-sdk/provider'
import type { Dialect } from '../vendor/reply.ts'

/** The prompt of every kit call: instructions, a question, one tool. */
export const firstPrompt: LanguageModelV4Prompt = [
  { role: 'system', content: 'You are precise.' },
  { role: 'user', content: [{ type: 'text', text: 'What is 17 × 3?' }] },
]

export const kitTools = ['calculator', 'forecast'].map(name => ({
  type: 'function' as const,
  name,
  description: `The ${name}.`,
  inputSchema: { type: 'object' as const, properties: {} },
}))

/** The next prompt: all that the model said, with the vendor's own bytes, and the result of its calls. */
export function nextPrompt(parts: readonly LanguageModelV4StreamPart[]): LanguageModelV4Prompt {
  const text = new Map<string, string>()
  const said: Extract<LanguageModelV4Prompt[number], { role: 'assistant' }>['content'] = []
  const results: Extract<LanguageModelV4Prompt[number], { role: 'tool' }>['content'] = []
  for (const part of parts) {
    if (part.type === 'text-delta' || part.type === 'reasoning-delta') {
      text.set(part.id, (text.get(part.id) ?? '') + part.delta)
    } else if (part.type === 'reasoning-end' || part.type === 'text-end') {
      const type = part.type === 'text-end' ? 'text' : 'reasoning'
      const providerOptions = part.providerMetadata
      said.push({ type, text: text.get(part.id) ?? '', ...(providerOptions && { providerOptions }) })
    } else if (part.type === 'tool-call') {
      const { toolCallId, toolName, input, providerMetadata: providerOptions } = part
      const call = { type: 'tool-call' as const, toolCallId, toolName, input: JSON.parse(input) as unknown }
      said.push({ ...call, ...(providerOptions && { providerOptions }) })
      results.push({ type: 'tool-result', toolCallId, toolName, output: { type: 'text', value: '51' } })
    }
  }
  said.sort((a, b) => order(a.type) - order(b.type))
  return [...firstPrompt, { role: 'assistant', content: said }, { role: 'tool', content: results }]
}

const order = (type: string): number => ['reasoning', 'text', 'tool-call'].indexOf(type)

/** The vendor's own bytes of `reasoning.sse` and `hidden-reasoning.sse`, which must be in the next request. */
const signature = 'EqQBCgIYAhIM1gbcDa9GJwZA2b3hGgxBdjrkzLoky3dl1pkiMOYds5Y+KzQ='
const encrypted = 'gAAAAABpFk3mZ2Vuc2VsZXNlbmNyeXB0ZWRyZWFzb25pbmc='

/** What must be found, byte for byte, in the request that follows the case. */
export const echoes: Partial<Record<Dialect, Record<string, readonly string[]>>> = {
  anthropic: {
    reasoning: [
      `{"type":"thinking","thinking":"The user wants 17 × 3. That is 51.","signature":"${signature}"}`,
    ],
    'hidden-reasoning': [`{"type":"redacted_thinking","data":"${encrypted}"}`],
  },
  'openai-responses': {
    reasoning: [`"encrypted_content":"${encrypted}"`, '"text":"The user wants 17 × 3. That is 51."'],
    'hidden-reasoning': [`"encrypted_content":"${encrypted}"`],
  },
  openrouter: {
    reasoning: ['"reasoning_details":[{"type":"reasoning.text"', `"signature":"${signature}"`],
    'hidden-reasoning': ['"type":"reasoning.encrypted"', `"data":"${encrypted}"`],
  },
}
