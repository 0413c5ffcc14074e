import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineAgent, defineTool } from '../index.ts'
import { runAgent, scriptedModel } from './index.ts'

const sent: string[] = []
const time = defineTool({
  name: 'time',
  description: 'The time in a city.',
  input: z.object({ city: z.string() }),
  run: ({ city }) => `Noon in ${city}.`,
})
const send = defineTool({
  name: 'send',
  description: 'Sends a letter.',
  input: z.object({ to: z.string() }),
  effect: 'send',
  run: ({ to }) => {
    sent.push(to)
    return 'Sent.'
  },
})
const agent = defineAgent({ handle: 'clerk', name: 'Clerk', instructions: 'Be brief.', tools: [time, send] })

test('the tool is really called, and what it says reaches the model', async () => {
  const model = scriptedModel([
    { toolCalls: [{ name: 'time', input: { city: 'Oslo' } }] },
    { text: 'It is noon.' },
  ])
  const run = await runAgent(agent, { model, message: 'What time is it in Oslo?' })
  expect(run).toMatchObject({ status: 'finished', text: 'It is noon.' })
  expect(run.toolCalls).toEqual([
    { name: 'time', input: { city: 'Oslo' }, output: 'Noon in Oslo.', isError: false },
  ])
  expect(JSON.stringify(model.calls[1]?.prompt)).toContain('Noon in Oslo.')
})

test('arguments that do not fit the schema are an error the model is told', async () => {
  const model = scriptedModel([{ toolCalls: [{ name: 'time', input: { town: 1 } }] }, { text: 'Sorry.' }])
  const run = await runAgent(agent, { model, message: 'Time?' })
  expect(run.toolCalls[0]?.isError).toBe(true)
  expect(run.toolCalls[0]?.output).toContain('tool_input_invalid')
})

test('a call that sends waits for a person, and is made after a yes only', async () => {
  const script = [{ toolCalls: [{ name: 'send', input: { to: 'Ada' } }] }, { text: 'Done.' }]
  const waiting = await runAgent(agent, { model: scriptedModel(script), message: 'Write to Ada.' })
  expect(waiting).toMatchObject({ status: 'interrupted', waiting: [{ name: 'send', input: { to: 'Ada' } }] })
  expect(sent).toEqual([])

  const denied = await runAgent(agent, {
    model: scriptedModel(script),
    message: 'Write to Ada.',
    approve: () => false,
  })
  expect(denied.toolCalls[0]?.isError).toBe(true)
  expect(sent).toEqual([])

  const approved = await runAgent(agent, {
    model: scriptedModel(script),
    message: 'Write to Ada.',
    approve: ({ name }) => name === 'send',
  })
  expect(approved).toMatchObject({ status: 'finished', text: 'Done.' })
  expect(sent).toEqual(['Ada'])
})

test('a conversation goes on from the history of the run before', async () => {
  const first = await runAgent(agent, {
    model: scriptedModel([{ text: 'Hello Ada.' }]),
    message: 'I am Ada.',
  })
  const model = scriptedModel([{ text: 'Ada.' }])
  await runAgent(agent, { model, message: 'Who am I?', history: first.history })
  expect(JSON.stringify(model.calls[0]?.prompt)).toMatch(/I am Ada.*Hello Ada.*Who am I\?/)
})
