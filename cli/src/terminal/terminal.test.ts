import { errorCodes, errorTable, LoggiaError } from '@loggia/contract'
import { expect, test } from 'vitest'
import { describeError } from './describe-error.ts'
import { table } from './table.ts'

test('an error says what happened, to what, and what to do next, and exits with its status', () => {
  const error = new LoggiaError('port_taken', { detail: 'Port 3000 of 127.0.0.1 is held by process 12.' })
  expect(describeError(error)).toEqual({
    lines: [
      'The port is already in use.',
      'Port 3000 of 127.0.0.1 is held by process 12.',
      'Stop the other program, or choose another port with --port.',
    ],
    exit: 69,
  })
})

test('every code of the table has a next sentence and the exit status of the table', () => {
  for (const code of errorCodes) {
    const { lines, exit } = describeError(new LoggiaError(code))
    expect(exit).toBe(errorTable[code].exit)
    expect(lines.at(-1)).toBe(errorTable[code].next)
  }
})

test('an error of another copy of the contract keeps its code, anything else is internal with its message', () => {
  const foreign = Object.assign(new Error('x'), { name: 'LoggiaError', code: 'data_locked', detail: 'By 7.' })
  expect(describeError(foreign).exit).toBe(75)
  expect(describeError(new TypeError('boom'))).toMatchObject({
    exit: 70,
    lines: [expect.any(String), 'boom', expect.any(String)],
  })
})

test('wrong fields are listed once', () => {
  const error = new LoggiaError('definition_invalid', {
    detail: 'The definition of hello is wrong: name: Too long',
    fields: ['name: Too long', 'budget.steps: Too many'],
  })
  expect(describeError(error).lines).toContain('- budget.steps: Too many')
  expect(describeError(error).lines).not.toContain('- name: Too long')
})

test('columns are as wide as their widest cell', () => {
  expect(
    table([
      ['a', 'bb', 'c'],
      ['aaa', 'b', 'cc'],
    ]),
  ).toEqual(['a    bb  c', 'aaa  b   cc'])
})
