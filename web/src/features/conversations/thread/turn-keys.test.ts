import type { Message } from '@loggia/sdk'
import { expect, test } from 'vitest'
import type { Turn } from '../turns.ts'
import { makeTurnKeys } from './turn-keys.ts'

const turn = (id: string): Turn => ({ question: { id } as Message, answers: [] })
const unsaid: Turn = { question: undefined, answers: [] }

test('a live turn keeps its name once it is stored, also when the page is drawn twice', () => {
  const keys = makeTurnKeys()
  const [, live] = keys([turn('q1'), unsaid], 7)
  expect(live).toBe('live-7')
  expect(keys([turn('q1'), turn('q2')], undefined)).toEqual(['q1', 'live-7'])
  expect(keys([turn('q1'), turn('q2')], undefined)).toEqual(['q1', 'live-7'])
})

test('turns of an older page get names of their own, and no two turns share one', () => {
  const keys = makeTurnKeys()
  keys([unsaid], 1)
  keys([turn('q5')], undefined)
  expect(keys([turn('q3'), turn('q4'), turn('q5')], undefined)).toEqual(['q3', 'q4', 'live-1'])
})
