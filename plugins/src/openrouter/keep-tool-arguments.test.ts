import { expect, test } from 'vitest'
import { keepToolArguments } from './keep-tool-arguments.ts'

const call = { type: 'tool-call' as const, toolCallId: 'a', toolName: 'send', input: '{}' }

test('arguments that are not valid JSON stay what the model wrote', () => {
  const keep = keepToolArguments()
  keep({ type: 'tool-input-delta', id: 'a', delta: '{"to":"b' })
  keep({ type: 'tool-input-delta', id: 'a', delta: 'ob"' })
  expect(keep(call)).toEqual({ ...call, input: '{"to":"bob"' })
})

test('a call without arguments stays one', () => {
  const keep = keepToolArguments()
  keep({ type: 'tool-input-delta', id: 'a', delta: '{}' })
  expect(keep(call)).toEqual(call)
})
