import { setTimeout as pause } from 'node:timers/promises'
import type { CallOptions } from './prompt.ts'
import type { Reply, StreamPart } from './turn.ts'
import { type FinishPart, tokensIn, tokensOffered, usageOf } from './usage.ts'

/**
 * The parts of a reply as a provider streams them: text word by word, then each call whole. Ends with
 * `length` when `maxOutputTokens` is reached. The consumer's pace is kept; an abort throws its reason.
 */
export async function* partsOf(
  reply: Reply,
  options: CallOptions,
  wordMs: number,
): AsyncGenerator<StreamPart> {
  const { abortSignal: signal, maxOutputTokens: most = Number.POSITIVE_INFINITY } = options
  signal?.throwIfAborted()
  yield { type: 'stream-start', warnings: unsupported(options) }

  let said = ''
  let cut = false
  if (reply.text !== '') {
    yield { type: 'text-start', id: 'text-1' }
    for (const delta of deltas(reply.text)) {
      cut = tokensIn(said + delta) > most
      if (cut) break
      if (wordMs > 0) await pause(wordMs, undefined, signal ? { signal } : {})
      signal?.throwIfAborted()
      said += delta
      yield { type: 'text-delta', id: 'text-1', delta }
    }
    yield { type: 'text-end', id: 'text-1' }
  }

  let written = tokensIn(said)
  for (const [at, { tool, input }] of (cut ? [] : reply.calls).entries()) {
    const id = callId(options, at)
    const text = JSON.stringify(input)
    written += tokensIn(text) + tokensIn(tool)
    yield { type: 'tool-input-start', id, toolName: tool }
    yield { type: 'tool-input-delta', id, delta: text }
    yield { type: 'tool-input-end', id }
    yield { type: 'tool-call', toolCallId: id, toolName: tool, input: text }
  }
  yield { type: 'finish', finishReason: reason(cut, reply), usage: usageOf(tokensOffered(options), written) }
}

/** Words with the space before them, so that joined deltas are the text. */
const deltas = (text: string) => text.match(/\s*\S+(?:\s+$)?/g) ?? [text]

/** Unique within a conversation and the same in every replay: counted by the calls already in the prompt. */
function callId({ prompt }: CallOptions, at: number): string {
  const before = prompt
    .flatMap(message => (message.role === 'assistant' ? message.content : []))
    .filter(part => part.type === 'tool-call').length
  return `offline-${prompt.length}-${before + at + 1}`
}

function reason(cut: boolean, reply: Reply): FinishPart['finishReason'] {
  const unified = cut ? 'length' : reply.calls.length > 0 ? 'tool-calls' : 'stop'
  return { unified, raw: unified }
}

function unsupported({
  responseFormat,
}: CallOptions): Extract<StreamPart, { type: 'stream-start' }>['warnings'] {
  return responseFormat?.type === 'json'
    ? [{ type: 'unsupported', feature: 'responseFormat', details: 'The rule model answers in plain words.' }]
    : []
}
