import { EventType, type RunEvent } from '@loggia/contract'

export interface ChatOptions {
  /** The name the caller asked for: the handle of an agent. */
  model: string
  /** Seconds since 1970. */
  created: number
  /** `stream_options.include_usage`: one more chunk with the usage and no choices. */
  includeUsage?: boolean
}

interface ChatUsage {
  prompt_tokens: number
  completion_tokens: number
  total_tokens: number
  prompt_tokens_details: { cached_tokens: number }
  completion_tokens_details: { reasoning_tokens: number }
}

type ChatFinish = 'stop' | 'length' | 'content_filter'
type Finished = Extract<RunEvent, { type: EventType.RUN_FINISHED }>

/** The bodies of the `data:` lines of a Chat Completions stream; call it once per event, in order. */
export function chatCompletionChunks(options: ChatOptions): (event: RunEvent) => object[] {
  const reason = finishReason()
  const gap = paragraphs()
  let id = 'chatcmpl'
  const base = () => ({ id, object: 'chat.completion.chunk', created: options.created, model: options.model })
  const chunk = (delta: object, finish_reason: ChatFinish | null = null, more: object = {}) => ({
    ...base(),
    choices: [{ index: 0, delta, logprobs: null, finish_reason }],
    ...(options.includeUsage === true && { usage: null }),
    ...more,
  })
  return event => {
    reason.see(event)
    switch (event.type) {
      case EventType.RUN_STARTED:
        id = `chatcmpl-${event.runId}`
        return [chunk({ role: 'assistant', content: '' })]
      case EventType.TEXT_MESSAGE_CONTENT:
        return [chunk({ content: gap(event.messageId) + event.delta })]
      case EventType.RUN_FINISHED: {
        const waiting = sayWhatWaits(event)
        return [
          ...(waiting ? [chunk({ content: waiting })] : []),
          chunk({}, reason.now(), extension(event)),
          ...(options.includeUsage === true ? [{ ...base(), choices: [], usage: usageOf(event.usage) }] : []),
        ]
      }
      case EventType.RUN_ERROR:
        return [{ error: chatError(event.message, event.code) }]
      default:
        return []
    }
  }
}

/** One run as a Chat Completions document, or the error that ended it. */
export type FoldedChat = { completion: object } | { error: { message: string; code: string | undefined } }

/** Folds a whole run into one Chat Completions document. Tool calls ran here and are not shown. */
export function chatCompletion(events: Iterable<RunEvent>, options: ChatOptions): FoldedChat {
  const reason = finishReason()
  const gap = paragraphs()
  let id = 'chatcmpl'
  let content = ''
  for (const event of events) {
    reason.see(event)
    if (event.type === EventType.RUN_STARTED) id = `chatcmpl-${event.runId}`
    else if (event.type === EventType.TEXT_MESSAGE_CONTENT) content += gap(event.messageId) + event.delta
    else if (event.type === EventType.RUN_ERROR) {
      return { error: { message: event.message, code: event.code } }
    } else if (event.type === EventType.RUN_FINISHED) {
      content += sayWhatWaits(event)
      return {
        completion: {
          id,
          object: 'chat.completion',
          created: options.created,
          model: options.model,
          choices: [
            {
              index: 0,
              message: { role: 'assistant', content, refusal: null },
              logprobs: null,
              finish_reason: reason.now(),
            },
          ],
          usage: usageOf(event.usage),
          ...extension(event),
        },
      }
    }
  }
  return { error: { message: 'The run has no end.', code: 'run_crashed' } }
}

/** The error object of that protocol. */
export const chatError = (message: string, code: string | undefined) => ({
  message,
  type: 'loggia_error',
  param: null,
  code: code ?? 'internal',
})

/** Our own ids, beside the protocol's fields: what to go on with. */
const extension = (event: Finished) => ({
  loggia: {
    run: event.runId,
    conversation: event.threadId,
    ...(event.outcome?.type === 'interrupt' && {
      approvals: event.outcome.interrupts.map(interrupt => interrupt.id),
    }),
  },
})

/** That protocol has no approvals, so a run that waits for one says so in words. */
function sayWhatWaits(event: Finished): string {
  if (event.outcome?.type !== 'interrupt') return ''
  const ids = event.outcome.interrupts.map(interrupt => interrupt.id).join(', ')
  return `\n[Waiting for a yes or no: ${ids}. Answer it in the app or at POST /api/approvals/{approval}.]`
}

/** An answer of several steps has several texts; here they become paragraphs of one. */
function paragraphs(): (messageId: string) => string {
  let last: string | undefined
  return messageId => {
    const gap = last !== undefined && last !== messageId ? '\n\n' : ''
    last = messageId
    return gap
  }
}

function finishReason() {
  let last: ChatFinish = 'stop'
  return {
    see(event: RunEvent) {
      if (event.type !== EventType.CUSTOM || event.name !== 'step.measured') return
      const told = (event.value as { finishReason?: unknown } | undefined)?.finishReason
      last = told === 'length' ? 'length' : told === 'content-filter' ? 'content_filter' : 'stop'
    },
    now: () => last,
  }
}

function usageOf(entries: Finished['usage']): ChatUsage {
  const sum = (field: 'inputTokens' | 'outputTokens' | 'reasoningTokens' | 'cachedInputTokens') =>
    (entries ?? []).reduce((total, entry) => total + (entry[field] ?? 0), 0)
  const prompt = sum('inputTokens')
  const completion = sum('outputTokens')
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: sum('cachedInputTokens') },
    completion_tokens_details: { reasoning_tokens: sum('reasoningTokens') },
  }
}
