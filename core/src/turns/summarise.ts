import type { LanguageModel, Usage } from '@loggia/contract'
import { callModel } from './call-model.ts'
import { estimateTokens, summaryReserve } from './context.ts'
import type { HistoryTurn, Summary } from './history.ts'
import type { TurnPorts } from './ports.ts'

const instructions = `Summarise the conversation so far for the assistant who continues it. Keep names, facts, numbers, \
decisions, open questions and what the user wants and prefers. Write plain sentences, at most 400 words. \
Do not answer anything, do not invent anything.`

/** A turn as plain lines, for the summariser. */
export function transcript(turn: HistoryTurn): string {
  const lines = turn.messages.flatMap(message =>
    message.parts.flatMap(part => {
      if (part.type === 'text') return `${message.role === 'user' ? 'User' : 'Assistant'}: ${part.text}`
      if (part.type === 'tool-call') return `Assistant used ${part.toolName}: ${JSON.stringify(part.input)}`
      if (part.type === 'tool-result') return `${part.toolName} answered: ${part.output.slice(0, 1_000)}`
      return []
    }),
  )
  return lines.join('\n')
}

/**
 * One summary of the former summary and the turns that are cut, asked of the same model in as many calls
 * as its window needs.
 */
export async function summarise(
  turns: readonly HistoryTurn[],
  former: Summary | undefined,
  limit: number,
  ports: TurnPorts,
): Promise<{ summary: Summary; usage: Usage[] }> {
  const usage: Usage[] = []
  let content = former?.content ?? ''
  for (const text of chunk(turns.map(transcript), limit - 2 * summaryReserve)) {
    const before = content === '' ? '' : `Summary until here:\n${content}\n\nWhat followed:\n`
    const answer = await ask(`${before}${text}`, ports)
    content = answer.text
    usage.push(answer.usage)
  }
  const throughPosition = turns.at(-1)?.lastPosition ?? former?.throughPosition ?? 0
  return { summary: { content, throughPosition }, usage }
}

/** Joins texts into pieces of at most `limit` tokens; a longer text is cut. */
export function chunk(texts: readonly string[], limit: number): string[] {
  const pieces: string[] = []
  let current = ''
  for (const text of texts) {
    const bounded = text.slice(0, limit * 2)
    if (current !== '' && estimateTokens(current) + estimateTokens(bounded) > limit) {
      pieces.push(current)
      current = ''
    }
    current = current === '' ? bounded : `${current}\n${bounded}`
  }
  return current === '' ? pieces : [...pieces, current]
}

async function ask(text: string, ports: TurnPorts): Promise<{ text: string; usage: Usage }> {
  let answer = ''
  const options: Parameters<LanguageModel['doStream']>[0] = {
    prompt: [
      { role: 'system', content: instructions },
      { role: 'user', content: [{ type: 'text', text }] },
    ],
    maxOutputTokens: summaryReserve,
  }
  const finish = await callModel({
    model: ports.model.model,
    options,
    clock: ports.clock,
    signal: ports.signal,
    silenceMs: ports.silenceMs,
    onPart: part => {
      if (part.type === 'text-delta') answer += part.delta
      return undefined
    },
  })
  return { text: answer.trim(), usage: finish.usage }
}
