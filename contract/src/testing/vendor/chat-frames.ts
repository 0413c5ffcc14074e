import { countsOf, type Dialect, data, deltasOf, type Frames, type VendorReply } from './reply.ts'

/** Chat Completions as OpenAI, OpenRouter or a compatible server sends it. */
export function chatFrames(
  reply: VendorReply,
  model: string,
  dialect: Dialect,
  includeUsage: boolean,
): Frames {
  const id = dialect === 'openrouter' ? 'gen-1763000000-play' : 'chatcmpl-play'
  const base = {
    id,
    ...(dialect === 'openrouter' && { provider: 'Play' }),
    object: 'chat.completion.chunk',
    created: 1763000000,
    model,
    ...(dialect === 'openai-chat' && { service_tier: 'default', system_fingerprint: 'fp_play' }),
  }
  const chunk = (delta: object, finish: string | null = null) =>
    data({
      ...base,
      choices: [
        {
          index: 0,
          delta,
          ...(dialect === 'openai-chat' && { logprobs: null }),
          finish_reason: finish,
          ...(dialect === 'openrouter' && { native_finish_reason: finish }),
        },
      ],
    })
  const deltas = [
    ...(reply.reasoning ? [chunk(reasoning(reply.reasoning, dialect))] : []),
    ...deltasOf(reply).map(content => chunk({ content })),
    ...(reply.refusal ? [chunk(refusal(reply.refusal, dialect))] : []),
    ...(reply.toolCalls ?? []).flatMap(({ name, input, id: callId }, index) => [
      chunk({
        tool_calls: [
          { index, id: callId ?? `call_${index + 1}`, type: 'function', function: { name, arguments: '' } },
        ],
      }),
      chunk({ tool_calls: [{ index, function: { arguments: JSON.stringify(input) } }] }),
    ]),
  ]
  const counts = countsOf(reply)
  const usage = {
    prompt_tokens: counts.input,
    completion_tokens: counts.output,
    total_tokens: counts.input + counts.output,
    prompt_tokens_details: { cached_tokens: counts.cached },
    completion_tokens_details: { reasoning_tokens: counts.reasoning },
    ...(dialect === 'openrouter' && { cost: 0.00042, is_byok: false }),
  }
  const lastChoices =
    dialect === 'openrouter'
      ? [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }]
      : []
  return {
    head:
      (dialect === 'openrouter' ? ': OPENROUTER PROCESSING\n\n' : '') +
      chunk({ role: 'assistant', content: '' }),
    deltas,
    tail:
      chunk({}, finishOf(reply, dialect)) +
      (includeUsage || dialect === 'openrouter' ? data({ ...base, choices: lastChoices, usage }) : '') +
      'data: [DONE]\n\n',
  }
}

function reasoning(text: string, dialect: Dialect): object {
  if (dialect === 'openrouter') {
    const detail = {
      type: 'reasoning.text',
      text,
      format: 'anthropic-claude-v1',
      index: 0,
      signature: 'c2lnbmF0dXJl',
    }
    return { role: 'assistant', content: '', reasoning: text, reasoning_details: [detail] }
  }
  return { reasoning_content: text }
}

const refusal = (text: string, dialect: Dialect): object =>
  dialect === 'openai-chat' ? { refusal: text } : { content: text }

function finishOf(reply: VendorReply, dialect: Dialect): string {
  if (reply.truncated) return 'length'
  if (reply.refusal) return dialect === 'openai-chat' ? 'stop' : 'content_filter'
  return reply.toolCalls?.length ? 'tool_calls' : 'stop'
}
