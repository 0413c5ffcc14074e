import type { Message } from '@loggia/sdk'
import { expect, test } from 'vitest'
import type { LiveAnswer } from '../../../lib/live/store.ts'
import { emptyRun } from '../../../lib/runs/view.ts'
import type { Turn } from '../turns.ts'
import { placeLive } from './place-live.ts'

const question = { id: 'q', role: 'user', parts: [{ type: 'text', text: 'Hi' }] } as unknown as Message
const answer = { id: 'a', role: 'agent', runId: 'run_1', parts: [] } as unknown as Message
const live = (runId: string | undefined, text?: string): LiveAnswer => ({
  id: 1,
  sent: text === undefined ? undefined : { text, files: [] },
  view: { ...emptyRun, runId },
  failure: undefined,
  ended: false,
})
const turn = (...answers: Message[]): Turn => ({ question, answers })

test('a message that was just sent opens a turn of its own', () => {
  expect(placeLive([], live(undefined, 'Hi')).turns).toHaveLength(1)
  expect(placeLive([turn(answer)], live('run_2', 'Hi')).turns).toHaveLength(2)
})

test('once the message is stored, its answer goes on below it', () => {
  const { turns, shown } = placeLive([turn()], live('run_1', 'Hi'))
  expect(turns).toHaveLength(1)
  expect(shown).toBeDefined()
})

test('an answer that is stored is shown from there and not twice', () => {
  expect(placeLive([turn(answer)], live('run_1', 'Hi'))).toMatchObject({
    turns: { length: 1 },
    shown: undefined,
  })
})

test('a run that was joined belongs to the last turn', () => {
  expect(placeLive([turn()], live(undefined)).turns).toHaveLength(1)
})
