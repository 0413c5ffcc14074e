import { readdirSync, readFileSync } from 'node:fs'
import type { Tool, ToolContext } from '@loggia/contract'
import { describe, expect, test } from 'vitest'
import { basics } from '../basics/index.ts'
import schemas from './dialogue-tools.json' with { type: 'json' }
import { offlineModel } from './model.ts'
import type { CallOptions, Prompt } from './prompt.ts'
import { words } from './say.ts'
import type { Call } from './turn.ts'

interface Dialogue {
  title: string
  system?: string
  /** What stands for turns that were cut. */
  summary?: string
  tools: string[]
  turns: {
    user: string
    calls?: Call[]
    /** What comes back from each call; null runs the real tool. */
    results?: (unknown | { error: string } | { denied: string } | null)[]
    /** Patterns that the reply matches, and patterns that it must not match. */
    reply: string[]
    never?: string[]
    /** Fewest and most words of the reply. */
    words?: [number, number]
  }[]
}

const folder = new URL('dialogues/', import.meta.url)
const dialogues = readdirSync(folder)
  .sort()
  .map(file => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Dialogue)

const context: ToolContext = {
  signal: new AbortController().signal,
  toolCallId: 'call_1',
  conversationId: 'cnv_1',
  now: () => Date.parse('2026-11-22T11:30:05Z'),
  progress() {},
}

const realTools = new Map<string, Tool>((basics.tools ?? []).map(tool => [tool.name, tool]))

function offered(name: string): NonNullable<CallOptions['tools']>[number] {
  const inputSchema = realTools.get(name)?.inputSchema ?? (schemas as Record<string, object>)[name]
  if (!inputSchema) throw new Error(`no schema for the tool "${name}"`)
  return { type: 'function', name, description: name, inputSchema }
}

async function streamed(options: CallOptions) {
  const { stream } = await offlineModel('offline-1', { wordMs: 0 }).doStream(options)
  let text = ''
  const calls: { id: string; tool: string; input: unknown }[] = []
  for await (const part of stream) {
    if (part.type === 'text-delta') text += part.delta
    if (part.type === 'tool-call')
      calls.push({ id: part.toolCallId, tool: part.toolName, input: JSON.parse(part.input) })
  }
  return { text, calls }
}

async function outputOf(call: Call, given: unknown) {
  if (given !== undefined && given !== null) {
    const { error, denied } = given as { error?: string; denied?: string }
    if (error !== undefined) return { type: 'error-text' as const, value: error }
    if (denied !== undefined) return { type: 'execution-denied' as const, reason: denied }
    return { type: 'text' as const, value: typeof given === 'string' ? given : JSON.stringify(given) }
  }
  const tool = realTools.get(call.tool)
  if (!tool) throw new Error(`the dialogue gives no result for "${call.tool}"`)
  try {
    return {
      type: 'text' as const,
      value: JSON.stringify(await tool.run(await tool.parse(call.input), context)),
    }
  } catch (error) {
    return { type: 'error-text' as const, value: `Error (tool_failed): ${(error as Error).message}` }
  }
}

/** Plays a dialogue against the model as the turn does, and returns what it said and called. */
async function play({ system = 'You are Loggia guide.', summary, tools, turns }: Dialogue) {
  const prompt: Prompt = [{ role: 'system', content: system }]
  if (summary) {
    const text = `Summary of the conversation before this point:\n${summary}`
    prompt.push({ role: 'user', content: [{ type: 'text', text }] })
  }
  const options = { prompt, tools: tools.map(offered) }
  const replies: { text: string; calls: Call[] }[] = []
  for (const turn of turns) {
    prompt.push({ role: 'user', content: [{ type: 'text', text: turn.user }] })
    let said = await streamed(options)
    const { calls } = said
    if (calls.length > 0) {
      prompt.push({
        role: 'assistant',
        content: calls.map(({ id, tool, input }) => ({
          type: 'tool-call',
          toolCallId: id,
          toolName: tool,
          input,
        })),
      })
      const outputs = await Promise.all(
        calls.map((call, at) => outputOf(call as unknown as Call, turn.results?.[at])),
      )
      prompt.push({
        role: 'tool',
        content: calls.map(({ id, tool }, at) => ({
          type: 'tool-result',
          toolCallId: id,
          toolName: tool,
          output: outputs[at] ?? { type: 'text', value: '' },
        })),
      })
      said = await streamed(options)
      expect(said.calls, 'after results it answers').toEqual([])
    }
    prompt.push({ role: 'assistant', content: [{ type: 'text', text: said.text }] })
    replies.push({
      text: said.text,
      calls: calls.map(({ tool, input }) => ({ tool, input: input as Call['input'] })),
    })
  }
  return replies
}

test('there are at least thirty dialogues', () => {
  expect(dialogues.length).toBeGreaterThanOrEqual(30)
})

describe.each(dialogues)('$title', dialogue => {
  test('is answered as recorded', async () => {
    const replies = await play(dialogue)
    for (const [at, turn] of dialogue.turns.entries()) {
      const reply = replies[at] ?? { text: '', calls: [] }
      expect(reply.calls, turn.user).toEqual(turn.calls ?? [])
      for (const pattern of turn.reply) expect(reply.text, turn.user).toMatch(new RegExp(pattern, 'u'))
      for (const pattern of turn.never ?? [])
        expect(reply.text, turn.user).not.toMatch(new RegExp(pattern, 'u'))
      const [least, most] = turn.words ?? [1, Number.POSITIVE_INFINITY]
      expect(words(reply.text).length, turn.user).toBeGreaterThanOrEqual(least)
      expect(words(reply.text).length, turn.user).toBeLessThanOrEqual(most)
    }
  })

  test('is answered the same each time', async () => {
    expect(await play(dialogue)).toEqual(await play(dialogue))
  })
})
