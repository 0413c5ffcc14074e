import type { MessagePart } from '@loggia/contract'
import { describe, expect, it } from 'vitest'
import { groupTurns, type HistoryMessage } from './history.ts'
import { buildPrompt } from './prompt.ts'

const say = (role: 'user' | 'agent', position: number, ...parts: MessagePart[]): HistoryMessage => ({
  role,
  parts,
  position,
})
const text = (value: string): MessagePart => ({ type: 'text', text: value })
const call = (id: string): MessagePart => ({
  type: 'tool-call',
  toolCallId: id,
  toolName: 'time',
  input: { zone: id },
})
const result = (id: string): MessagePart => ({
  type: 'tool-result',
  toolCallId: id,
  toolName: 'time',
  output: `at ${id}`,
  isError: false,
})
const promptOf = (...messages: HistoryMessage[]) => buildPrompt('You are T.', undefined, groupTurns(messages))
const shape = (...messages: HistoryMessage[]) =>
  promptOf(...messages).map(message => [
    message.role,
    typeof message.content === 'string' ? message.content : message.content.map(part => part.type).join(' '),
  ])

describe('the prompt', () => {
  it('puts each call before its result, one assistant message a step', () => {
    const parts = [
      text('Let me look.'),
      call('a'),
      call('b'),
      result('a'),
      result('b'),
      { type: 'step' } as const,
      text('It is late.'),
    ]
    expect(shape(say('user', 1, text('When?')), say('agent', 2, ...parts))).toEqual([
      ['system', 'You are T.'],
      ['user', 'text'],
      ['assistant', 'text tool-call tool-call'],
      ['tool', 'tool-result tool-result'],
      ['assistant', 'text'],
    ])
  })

  it('joins a call with the result that an approval put into the next message', () => {
    const prompt = promptOf(
      say('user', 1, text('Go')),
      say('agent', 2, call('a')),
      say('agent', 3, result('a'), { type: 'step' }, text('Done.')),
    )
    expect(prompt.map(message => message.role)).toEqual(['system', 'user', 'assistant', 'tool', 'assistant'])
    expect(prompt[3]).toMatchObject({
      content: [{ toolCallId: 'a', output: { type: 'text', value: 'at a' } }],
    })
  })

  it('gives a call that never got a result one that says so: no call is ever alone', () => {
    const prompt = promptOf(
      say('user', 1, text('Go')),
      say('agent', 2, call('a')),
      say('user', 3, text('And?')),
    )
    expect(prompt.map(message => message.role)).toEqual(['system', 'user', 'assistant', 'tool', 'user'])
    expect(JSON.stringify(prompt[3])).toContain('Not executed')
  })

  it('takes ids that a vendor repeats in every step for what they are: different calls', () => {
    const parts = [
      call('x'),
      result('x'),
      { type: 'step' } as const,
      call('x'),
      { ...result('x'), output: 'second' } as MessagePart,
    ]
    const prompt = promptOf(say('user', 1, text('Go')), say('agent', 2, ...parts))
    expect(prompt[3]).toMatchObject({ content: [{ output: { value: 'at x' } }] })
    expect(prompt[5]).toMatchObject({ content: [{ output: { value: 'second' } }] })
  })

  it('echoes reasoning with its signature and leaves out reasoning without one', () => {
    const signed: MessagePart = { type: 'reasoning', text: 'hm', vendor: { anthropic: { signature: 's' } } }
    const prompt = promptOf(
      say('user', 1, text('Go')),
      say('agent', 2, signed, { type: 'reasoning', text: 'bare' }, text('Hi')),
    )
    expect(prompt[2]).toEqual({
      role: 'assistant',
      content: [
        { type: 'reasoning', text: 'hm', providerOptions: { anthropic: { signature: 's' } } },
        { type: 'text', text: 'Hi' },
      ],
    })
  })

  it('begins with the same bytes when the conversation grows', () => {
    const first = JSON.stringify(promptOf(say('user', 1, text('One'))))
    const second = JSON.stringify(
      promptOf(say('user', 1, text('One')), say('agent', 2, text('Yes')), say('user', 3, text('Two'))),
    )
    expect(second.startsWith(first.slice(0, -1))).toBe(true)
  })
})
