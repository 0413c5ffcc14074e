import { expect, test } from 'vitest'
import { readLog } from './provider-kit/log.ts'
import { scriptedModel } from './scripted-model.ts'

const prompt = [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'hi' }] }]

test('a script plays text, reasoning, tool calls and a failure, one step a call', async () => {
  const model = scriptedModel([
    { reasoning: 'Let me look.', toolCalls: [{ name: 'weather', input: { city: 'Ulm' } }] },
    { text: 'It rains.', usage: { input: 30, output: 3 } },
    { text: 'And', error: 'model_cut' },
  ])
  const logs = []
  for (let call = 0; call < 3; call++) logs.push(await readLog((await model.doStream({ prompt })).stream))
  expect(logs.flatMap(({ problems }) => problems)).toEqual([])
  expect(logs.map(({ log }) => log)).toEqual([
    [
      { reasoning: 'Let me look.', echoed: false },
      { tool: 'weather', input: { city: 'Ulm' } },
      { finish: 'tool-calls', usage: { input: 10, output: 0, cached: 0, reasoning: 0 } },
    ],
    [{ text: 'It rains.' }, { finish: 'stop', usage: { input: 30, output: 3, cached: 0, reasoning: 0 } }],
    [{ text: 'And' }, { error: 'model_cut' }],
  ])
  expect(model.calls).toHaveLength(3)
})

test('text comes word by word', async () => {
  const { stream } = await scriptedModel([{ text: 'one two  three ' }]).doStream({ prompt })
  const { parts } = await readLog(stream)
  expect(parts.flatMap(part => (part.type === 'text-delta' ? [part.delta] : []))).toEqual([
    'one',
    ' two',
    '  three ',
  ])
})

test('a call beyond the script says so', async () => {
  const model = scriptedModel([])
  await expect(model.doStream({ prompt })).rejects.toThrow('no step 1')
})

test('a hanging step ends with the reason of the abort', async () => {
  const abort = new AbortController()
  const model = scriptedModel([{ text: 'wait', hang: true }])
  const { stream } = await model.doStream({ prompt, abortSignal: abort.signal })
  const reader = stream.getReader()
  while ((await reader.read()).value?.type !== 'text-end');
  abort.abort(new Error('enough'))
  await expect(reader.read()).rejects.toThrow('enough')
})

test('a script can answer what it is asked', async () => {
  const model = scriptedModel(({ prompt: asked }, index) => ({ text: `${index} ${asked.length}` }))
  const { log } = await readLog((await model.doStream({ prompt })).stream)
  expect(log[0]).toEqual({ text: '0 1' })
})
