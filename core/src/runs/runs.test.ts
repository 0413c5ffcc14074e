import { type Definition, definition, defineTool, EventType, type RunEvent } from '@loggia/contract'
import { type ScriptedModel, scriptedModel } from '@loggia/contract/testing'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openHouse, type TestHouse } from './testing.ts'

let house: TestHouse
afterEach(() => house.close())

const texts = (events: readonly RunEvent[]) =>
  events.filter(event => event.type === EventType.TEXT_MESSAGE_CONTENT).map(event => event.delta).join('')
const types = (events: readonly RunEvent[]) => events.map(event => event.type)

describe('a message', () => {
  it('is answered, and the log has seq 1, 2, 3 … and one terminal event', async () => {
    house = await openHouse(scriptedModel([{ text: 'Hello there, Ada.' }]))
    const lines = await house.say('hi')
    expect(lines.map(line => line.seq)).toEqual(lines.map((_, index) => index + 1))
    const events = lines.map(line => line.event)
    expect(texts(events)).toBe('Hello there, Ada.')
    expect(types(events)[0]).toBe('RUN_STARTED')
    expect(types(events).filter(type => type === 'RUN_FINISHED' || type === 'RUN_ERROR')).toEqual(['RUN_FINISHED'])
    const { items } = await house.messages()
    expect(items.map(item => [item.role, item.parts])).toEqual([
      ['user', [{ type: 'text', text: 'hi' }]],
      ['agent', [{ type: 'text', text: 'Hello there, Ada.' }]],
    ])
  })

  it('is read again from the table exactly as it was streamed', async () => {
    house = await openHouse(scriptedModel([{ text: 'One two three four five.' }]))
    const live = await house.say('count')
    const stored = await house.read(live[0]?.id.split(':')[0] ?? '')
    expect(stored.map(line => [line.id, line.json])).toEqual(live.map(line => [line.id, line.json]))
  })
})
