import { expect, test } from 'vitest'
import { joinParts } from './join.ts'
import type { Part } from './view.ts'

const waiting: Part = { kind: 'tool', id: '1', name: 'send_notice', input: '{"to":"all"}', state: 'waiting' }

test('the result of an approved call lands on the call that the former run made', () => {
  const live: Part[] = [
    { kind: 'tool', id: '1', name: '', input: '', state: 'done', output: 'sent' },
    { kind: 'text', id: 'a', text: 'Done.', open: true },
  ]
  expect(joinParts([waiting], live, true)).toEqual([{ ...waiting, state: 'done', output: 'sent' }, live[1]])
})

test('a result without any call is not shown', () => {
  expect(
    joinParts([], [{ kind: 'tool', id: '9', name: '', input: '', state: 'done', output: 'x' }], true),
  ).toEqual([])
})

test('a call that was just approved runs until its result is there; one that was left stays stopped', () => {
  const left: Part = { ...waiting, state: 'stopped' }
  expect(joinParts([left], [], true)).toMatchObject([{ state: 'running' }])
  expect(joinParts([left], [], false)).toMatchObject([{ state: 'stopped' }])
})
