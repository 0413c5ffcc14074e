import { EventType, type RunEvent } from '@loggia/sdk'
import { expect, test } from 'vitest'
import { condense } from './condense.ts'

const delta = (messageId: string, text: string) =>
  ({ type: EventType.TEXT_MESSAGE_CONTENT, messageId, delta: text }) as RunEvent

test('deltas of one message become one line with their range; another message starts another', () => {
  const lines = condense([delta('a', 'Hel'), delta('a', 'lo'), delta('b', 'Next')])
  expect(lines.map(({ label, gist }) => [label, gist])).toEqual([
    ['1–2', 'Hello'],
    ['3', 'Next'],
  ])
})

test('any other event keeps its own line and says its name', () => {
  const step = (stepName: string) => ({ type: EventType.STEP_STARTED, stepName }) as RunEvent
  expect(condense([step('one'), step('two')]).map(({ gist }) => gist)).toEqual(['one', 'two'])
})
