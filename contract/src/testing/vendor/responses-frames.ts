import { type Counts, countsOf, deltasOf, event, type Frames, type VendorReply } from './reply.ts'

type Send = (type: string, fields: object) => string

/** OpenAI's Responses stream, every event numbered. */
export function responsesFrames(reply: VendorReply, model: string): Frames {
  let sequence = 0
  const send: Send = (type, fields) => event(type, { type, sequence_number: sequence++, ...fields })
  const response = (status: string, more: object = {}) => ({
    id: 'resp_play',
    object: 'response',
    created_at: 1763000000,
    status,
    background: false,
    error: null,
    incomplete_details: null,
    model,
    output: [],
    parallel_tool_calls: true,
    store: false,
    usage: null,
    ...more,
  })
  const head =
    send('response.created', { response: response('in_progress') }) +
    send('response.in_progress', { response: response('in_progress') })
  const items = [
    ...(reply.reasoning ? [(index: number) => reasoningItem(send, index, reply.reasoning ?? '')] : []),
    ...(deltasOf(reply).length || reply.refusal ? [(index: number) => messageItem(send, index, reply)] : []),
    ...(reply.toolCalls ?? []).map(
      (call, at) => (index: number) =>
        callItem(send, index, call.name, JSON.stringify(call.input), call.id ?? `call_${at + 1}`),
    ),
  ]
  const deltas = items.flatMap((item, index) => item(index))
  const end = reply.truncated
    ? ['response.incomplete', 'incomplete', { incomplete_details: { reason: 'max_output_tokens' } }]
    : ['response.completed', 'completed', {}]
  const [type, status, more] = end as [string, string, object]
  return {
    head,
    deltas,
    tail: send(type, { response: response(status, { ...more, usage: usageOf(countsOf(reply)) }) }),
  }
}

const usageOf = (counts: Counts) => ({
  input_tokens: counts.input,
  input_tokens_details: { cached_tokens: counts.cached },
  output_tokens: counts.output,
  output_tokens_details: { reasoning_tokens: counts.reasoning },
  total_tokens: counts.input + counts.output,
})

function messageItem(send: Send, index: number, reply: VendorReply): string[] {
  const kind = reply.refusal ? 'refusal' : 'text'
  const words = reply.refusal ? [reply.refusal] : deltasOf(reply)
  const place = { item_id: 'msg_play', output_index: index, content_index: 0 }
  const item = { id: 'msg_play', type: 'message', role: 'assistant' }
  const part = (text: string) =>
    kind === 'refusal'
      ? { type: 'refusal', refusal: text }
      : { type: 'output_text', annotations: [], logprobs: [], text }
  const start =
    send('response.output_item.added', {
      output_index: index,
      item: { ...item, status: 'in_progress', content: [] },
    }) + send('response.content_part.added', { ...place, part: part('') })
  const name = kind === 'refusal' ? 'response.refusal' : 'response.output_text'
  const deltas = words.map((delta, at) => {
    const frame = send(`${name}.delta`, { ...place, delta, ...(kind === 'text' && { logprobs: [] }) })
    return at === 0 ? start + frame : frame
  })
  const all = words.join('')
  const content = part(all)
  deltas[deltas.length - 1] +=
    send(`${name}.done`, { ...place, [kind]: all, ...(kind === 'text' && { logprobs: [] }) }) +
    send('response.content_part.done', { ...place, part: content }) +
    send('response.output_item.done', {
      output_index: index,
      item: { ...item, status: 'completed', content: [content] },
    })
  return deltas
}

function callItem(send: Send, index: number, name: string, text: string, callId: string): string[] {
  const id = `fc_${callId}`
  const place = { item_id: id, output_index: index }
  const item = { id, type: 'function_call', call_id: callId, name }
  return [
    send('response.output_item.added', {
      output_index: index,
      item: { ...item, status: 'in_progress', arguments: '' },
    }) +
      send('response.function_call_arguments.delta', { ...place, delta: text }) +
      send('response.function_call_arguments.done', { ...place, arguments: text }) +
      send('response.output_item.done', {
        output_index: index,
        item: { ...item, status: 'completed', arguments: text },
      }),
  ]
}

function reasoningItem(send: Send, index: number, text: string): string[] {
  const item = { id: 'rs_play', type: 'reasoning' }
  const place = { item_id: 'rs_play', output_index: index, summary_index: 0 }
  const part = { type: 'summary_text', text }
  return [
    send('response.output_item.added', {
      output_index: index,
      item: { ...item, summary: [], encrypted_content: 'ZW5jcnlwdGVk' },
    }) +
      send('response.reasoning_summary_part.added', { ...place, part: { ...part, text: '' } }) +
      send('response.reasoning_summary_text.delta', { ...place, delta: text }) +
      send('response.reasoning_summary_text.done', { ...place, text }) +
      send('response.reasoning_summary_part.done', { ...place, part }) +
      send('response.output_item.done', {
        output_index: index,
        item: { ...item, summary: [part], encrypted_content: 'ZW5jcnlwdGVk' },
      }),
  ]
}
