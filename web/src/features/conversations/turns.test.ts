import type { Message } from '@loggia/sdk'
import { expect, test } from 'vitest'
import { groupTurns, textOf } from './turns.ts'

const message = (id: string, role: Message['role'], text = id): Message => ({
  id,
  conversationId: 'cnv_1',
  role,
  parts: [{ type: 'text', text }],
  createdAt: '2026-11-22T12:00:00.000Z',
})

test('each question holds the answers that follow it', () => {
  const turns = groupTurns([
    message('q1', 'user'),
    message('a1', 'agent'),
    message('a2', 'agent'),
    message('q2', 'user'),
  ])
  expect(turns.map(turn => [turn.question?.id, turn.answers.map(({ id }) => id)])).toEqual([
    ['q1', ['a1', 'a2']],
    ['q2', []],
  ])
})

test('an answer whose question is on an older page still shows', () => {
  expect(groupTurns([message('a0', 'agent')])).toMatchObject([
    { question: undefined, answers: [{ id: 'a0' }] },
  ])
})

test('what is copied is the text and nothing of the tools', () => {
  const call = { type: 'tool-call', toolCallId: '1', toolName: 'time', input: {} } as const
  expect(textOf([{ ...message('a', 'agent', 'one'), parts: [{ type: 'text', text: 'one' }, call] }])).toBe(
    'one',
  )
})
