/** How the mock model answers; asked for by the model's name. */
export const modes = ['paced', 'unpaced', 'steps', 'recorded'] as const
export type Mode = (typeof modes)[number]

/** Milliseconds of the paced model: until its first token, and between two tokens. */
export const pace = { first: 200, between: 10 }
export const tokens = 50
/** The last word of every reply; a reply without it is incomplete. */
export const lastToken = 'token-50'
/** Model calls with two tool calls each that a `steps` reply makes before its text. */
export const toolSteps = 3

/** Milliseconds that the paced model itself needs for one whole text. */
export const textMs = pace.first + (tokens - 1) * pace.between
/** Milliseconds that the model itself needs for a whole `steps` reply. */
export const stepsMs = toolSteps * pace.first + textMs

export interface ChatRequest {
  model: string
  stream?: boolean
  stream_options?: { include_usage?: boolean }
  messages: { role: string; content?: unknown }[]
  tools?: { function: { name: string } }[]
}

const words = Array.from(
  { length: tokens },
  (_, index) => `token-${index + 1}${index + 1 < tokens ? ' ' : ''}`,
)

const frame = (request: ChatRequest, choices: unknown[], more: object = {}) =>
  `data: ${JSON.stringify({ id: 'chatcmpl-bench', object: 'chat.completion.chunk', created: 1_700_000_000, model: request.model, choices, ...more })}\n\n`

const choice = (delta: object, finish: string | null = null) => [
  { index: 0, delta, finish_reason: finish, logprobs: null },
]

const usage = { prompt_tokens: 20, completion_tokens: tokens, total_tokens: 20 + tokens }

/** The frames of a reply, one per token; the last one carries the end of the stream. */
export function replyFrames(request: ChatRequest): string[] {
  const calls = nextToolCalls(request)
  const frames = calls
    ? [frame(request, choice({ role: 'assistant', content: null, tool_calls: calls }))]
    : words.map((content, index) =>
        frame(request, choice(index === 0 ? { role: 'assistant', content } : { content })),
      )
  const end = [frame(request, choice({}, calls ? 'tool_calls' : 'stop'))]
  if (request.stream_options?.include_usage) end.push(frame(request, [], { usage }))
  end.push('data: [DONE]\n\n')
  frames.push((frames.pop() ?? '') + end.join(''))
  return frames
}

/** The reply as one document, for callers that do not stream. */
export const replyDocument = (request: ChatRequest) => ({
  id: 'chatcmpl-bench',
  object: 'chat.completion',
  created: 1_700_000_000,
  model: request.model,
  choices: [{ index: 0, message: { role: 'assistant', content: words.join('') }, finish_reason: 'stop' }],
  usage,
})

/** Two calls of `calculator` while fewer than three steps have answered since the user's last message. */
function nextToolCalls(request: ChatRequest) {
  if (request.model !== 'steps') return undefined
  const asked = request.messages.findLastIndex(message => message.role === 'user')
  const results = request.messages.slice(asked).filter(message => message.role === 'tool').length
  if (results >= toolSteps * 2) return undefined
  return [0, 1].map(index => ({
    index,
    id: `call_${asked}_${results + index}`,
    type: 'function',
    function: { name: 'calculator', arguments: JSON.stringify({ expression: `${results} + ${index}` }) },
  }))
}
