import type { Agent, Conversation } from '@loggia/sdk'
import { expect, test } from 'vitest'
import { offers } from './offers.ts'

const agents = [{ id: 'agt_1', name: 'Steward', handle: 'steward' }] as Agent[]
const conversations = ['The hour in Lisbon', 'A name for the cat'].map((title, at) => ({
  id: `cnv_${at}`,
  title,
}))
const offered = (text: string, stale = false) =>
  offers(text, agents, conversations as Conversation[], stale).map(({ label }) => label)

test('without words it offers a new conversation first, then the last ones', () => {
  expect(offered('').slice(0, 3)).toEqual(['New conversation', 'The hour in Lisbon', 'A name for the cat'])
})

test('what the server found comes first, also where only the messages hold the words', () => {
  expect(offered('agent')).toEqual(['The hour in Lisbon', 'A name for the cat', 'Agents', 'New agent'])
})

test('while a former search still shows, only titles that hold the new words stay', () => {
  expect(offered('lisbon', true)).toEqual(['The hour in Lisbon'])
})

test('an agent is found by its name', () => {
  expect(offered('stew', true)).toEqual(['Steward'])
})
