import { defaultPolicy, type ToolContext } from '@loggia/contract'
import { expect, test } from 'vitest'
import { basics, calculator, notice, time } from './index.ts'

const said: unknown[] = []
const context: ToolContext = {
  signal: new AbortController().signal,
  toolCallId: 'call_1',
  conversationId: 'cnv_1',
  now: () => Date.parse('2026-11-22T11:30:05Z'),
  progress: update => said.push(update),
}

test('time tells the date, the time and the offset of a zone', async () => {
  expect(time.run(await time.parse({ zone: 'Asia/Tokyo' }), context)).toEqual({
    zone: 'Asia/Tokyo',
    date: 'Sunday, 22 November 2026',
    time: '20:30:05',
    offset: 'UTC+09:00',
    utc: '2026-11-22T11:30:05.000Z',
  })
})

test('time is UTC when no zone is named', async () => {
  expect(time.run(await time.parse({}), context)).toMatchObject({
    zone: 'UTC',
    time: '11:30:05',
    offset: 'UTC+00:00',
  })
})

test('an unknown zone is refused by its name', () => {
  expect(() => time.run({ zone: 'Moon/Base' }, context)).toThrow('"Moon/Base" is not an IANA time zone')
})

test('the calculator returns the expression with its value', async () => {
  expect(calculator.run(await calculator.parse({ expression: '12*7' }), context)).toEqual({
    expression: '12*7',
    result: 84,
  })
})

test('a notice is posted to the log of the run and returns what it posted', async () => {
  const result = notice.run(await notice.parse({ text: ' Lunch is ready. ' }), context)
  expect(said).toEqual([{ message: 'Lunch is ready.', fraction: 1 }])
  expect(result).toEqual({ posted: 'Lunch is ready.', where: 'the log of this run, and nowhere else' })
})

test('an empty notice is refused before it runs', async () => {
  await expect(notice.parse({ text: '  ' })).rejects.toMatchObject({ code: 'tool_input_invalid' })
})

test('a notice asks first; time and calculator do not', () => {
  const policies = Object.fromEntries(
    (basics.tools ?? []).map(tool => [tool.name, defaultPolicy[tool.effect]]),
  )
  expect(policies).toEqual({ time: 'allow', calculator: 'allow', send_notice: 'ask' })
})

test('the model sees a JSON schema for each tool', () => {
  for (const tool of basics.tools ?? []) expect(tool.inputSchema).toMatchObject({ type: 'object' })
})
