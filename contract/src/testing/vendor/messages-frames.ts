import { countsOf, deltasOf, event, type Frames, type VendorReply } from './reply.ts'

/** Anthropic's Messages stream. */
export function messagesFrames(reply: VendorReply, model: string): Frames {
  const counts = countsOf(reply)
  const inputUsage = {
    input_tokens: counts.input - counts.cached,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: counts.cached,
  }
  const start = event('message_start', {
    type: 'message_start',
    message: {
      id: 'msg_play',
      type: 'message',
      role: 'assistant',
      model,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: { ...inputUsage, output_tokens: 1 },
    },
  })
  const blocks = blocksOf(reply)
  const deltas = blocks.flatMap((block, index) => [
    ...block.parts.map((part, at) => {
      const delta = event('content_block_delta', { type: 'content_block_delta', index, delta: part })
      return at === 0 ? event('content_block_start', opening(index, block.start)) + delta : delta
    }),
  ])
  const closed = closeBlocks(deltas, blocks)
  return {
    head: `${start}event: ping\ndata: {"type": "ping"}\n\n`,
    deltas: closed,
    tail:
      event('message_delta', {
        type: 'message_delta',
        delta: { stop_reason: stopOf(reply), stop_sequence: null },
        usage: { ...inputUsage, output_tokens: counts.output },
      }) + event('message_stop', { type: 'message_stop' }),
  }
}

interface Block {
  start: object
  parts: readonly object[]
}

const opening = (index: number, content_block: object) => ({
  type: 'content_block_start',
  index,
  content_block,
})

function blocksOf(reply: VendorReply): Block[] {
  const words = reply.refusal ? [reply.refusal] : deltasOf(reply)
  return [
    ...(reply.reasoning
      ? [
          {
            start: { type: 'thinking', thinking: '', signature: '' },
            parts: [
              { type: 'thinking_delta', thinking: reply.reasoning },
              { type: 'signature_delta', signature: 'c2lnbmF0dXJl' },
            ],
          },
        ]
      : []),
    ...(words.length
      ? [{ start: { type: 'text', text: '' }, parts: words.map(text => ({ type: 'text_delta', text })) }]
      : []),
    ...(reply.toolCalls ?? []).map(({ name, input, id }, index) => ({
      start: { type: 'tool_use', id: id ?? `toolu_${index + 1}`, name, input: {} },
      parts: [
        { type: 'input_json_delta', partial_json: '' },
        { type: 'input_json_delta', partial_json: JSON.stringify(input) },
      ],
    })),
  ]
}

/** Each block's stop follows its last delta in the same write. */
function closeBlocks(deltas: readonly string[], blocks: readonly Block[]): string[] {
  const closed = [...deltas]
  let last = -1
  for (const [index, block] of blocks.entries()) {
    last += block.parts.length
    closed[last] += event('content_block_stop', { type: 'content_block_stop', index })
  }
  return closed
}

function stopOf(reply: VendorReply): string {
  if (reply.truncated) return 'max_tokens'
  if (reply.refusal) return 'refusal'
  return reply.toolCalls?.length ? 'tool_use' : 'end_turn'
}
