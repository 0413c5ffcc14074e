import { expect, test } from 'vitest'
import { offline, offlineProvider } from './index.ts'
import { offlineModel } from './model.ts'
import type { CallOptions, Prompt } from './prompt.ts'
import type { StreamPart } from './turn.ts'

const ask = (text: string): Prompt => [{ role: 'user', content: [{ type: 'text', text }] }]

async function partsOf(options: CallOptions, wordMs = 0): Promise<StreamPart[]> {
  const { stream } = await offlineModel('offline-1', { wordMs }).doStream(options)
  return Array.fromAsync(stream)
}

const textOf = (parts: StreamPart[]) =>
  parts.map(part => (part.type === 'text-delta' ? part.delta : '')).join('')
const finishOf = (parts: StreamPart[]) => parts.find(part => part.type === 'finish')

const calculator: NonNullable<CallOptions['tools']>[number] = {
  type: 'function',
  name: 'calculator',
  inputSchema: { type: 'object', properties: { expression: { type: 'string' } }, required: ['expression'] },
}

test('text streams word by word and ends with its usage', async () => {
  const parts = await partsOf({ prompt: ask('repeat after me: one two three') })
  expect(parts.filter(part => part.type === 'text-delta').slice(0, 3)).toEqual([
    { type: 'text-delta', id: 'text-1', delta: 'one' },
    { type: 'text-delta', id: 'text-1', delta: ' two' },
    { type: 'text-delta', id: 'text-1', delta: ' three' },
  ])
  expect(parts.map(part => part.type).filter(type => type !== 'text-delta')).toEqual([
    'stream-start',
    'text-start',
    'text-end',
    'finish',
  ])
  const text = textOf(parts)
  expect(finishOf(parts)).toMatchObject({
    finishReason: { unified: 'stop' },
    usage: { outputTokens: { total: Math.ceil(text.length / 4), reasoning: 0 } },
  })
})

test('a call streams its arguments, then stands whole, and the finish says so', async () => {
  const parts = await partsOf({ prompt: ask('what is 2+2?'), tools: [calculator] })
  expect(parts.map(part => part.type)).toEqual([
    'stream-start',
    'tool-input-start',
    'tool-input-delta',
    'tool-input-end',
    'tool-call',
    'finish',
  ])
  expect(parts.find(part => part.type === 'tool-call')).toMatchObject({ input: '{"expression":"2+2"}' })
  expect(finishOf(parts)).toMatchObject({ finishReason: { unified: 'tool-calls' } })
})

test('ids of calls differ between two messages of one conversation', async () => {
  const id = (parts: StreamPart[]) =>
    parts.flatMap(part => (part.type === 'tool-call' ? [part.toolCallId] : []))
  const first = id(await partsOf({ prompt: ask('what is 2+2?'), tools: [calculator] }))
  const [callId = ''] = first
  const prompt: Prompt = [
    ...ask('what is 2+2?'),
    {
      role: 'assistant',
      content: [{ type: 'tool-call', toolCallId: callId, toolName: 'calculator', input: {} }],
    },
    {
      role: 'tool',
      content: [
        {
          type: 'tool-result',
          toolCallId: callId,
          toolName: 'calculator',
          output: { type: 'text', value: '4' },
        },
      ],
    },
    { role: 'assistant', content: [{ type: 'text', text: '4' }] },
    ...ask('what is 3+3?'),
  ]
  expect(id(await partsOf({ prompt, tools: [calculator] }))).not.toEqual(first)
})

test('maxOutputTokens cuts the reply and the finish says length', async () => {
  const parts = await partsOf({ prompt: ask('write 500 words about tea'), maxOutputTokens: 20 })
  expect(Math.ceil(textOf(parts).length / 4)).toBeLessThanOrEqual(20)
  expect(finishOf(parts)).toMatchObject({ finishReason: { unified: 'length' } })
})

test('an abort ends a paced stream with its reason', async () => {
  const abort = new AbortController()
  const { stream } = await offlineModel('offline-1', { wordMs: 1 }).doStream({
    prompt: ask('write 500 words about tea'),
    abortSignal: abort.signal,
  })
  let words = 0
  const reading = async () => {
    for await (const part of stream)
      if (part.type === 'text-delta' && ++words === 3) abort.abort(new Error('enough'))
  }
  await expect(reading()).rejects.toThrow(/enough|aborted/)
  expect(words).toBe(3)
})

test('no tool is called when the tool choice is none', async () => {
  const parts = await partsOf({
    prompt: ask('what is 2+2?'),
    tools: [calculator],
    toolChoice: { type: 'none' },
  })
  expect(textOf(parts)).toContain('2+2 = **4**')
})

test('a reply in JSON is not promised', async () => {
  const [start] = await partsOf({ prompt: ask('hi'), responseFormat: { type: 'json' } })
  expect(start).toMatchObject({
    type: 'stream-start',
    warnings: [{ type: 'unsupported', feature: 'responseFormat' }],
  })
})

test('a reply without streaming is the streamed one', async () => {
  const options = { prompt: ask('what can you do?') }
  const { content } = await offlineModel('offline-1', { wordMs: 0 }).doGenerate(options)
  expect(content).toEqual([{ type: 'text', text: textOf(await partsOf(options)) }])
})

test('an attached text can be counted and summed up, another file is said to be closed', async () => {
  const withFile = (file: string, text: string): Prompt => [
    {
      role: 'user',
      content: [
        { type: 'text', text: file },
        { type: 'text', text },
      ],
    },
  ]
  const file = `File "a.txt":\n${'Bridges carry people over wide rivers. '.repeat(3)}My aunt likes tea.`
  expect(textOf(await partsOf({ prompt: withFile(file, 'count the words') }))).toContain('That is 22 words.')
  expect(textOf(await partsOf({ prompt: withFile(file, 'summarise this') }))).toContain('In short: Bridges')
  const closed = 'File "a.png" (image/png) is attached but cannot be read.'
  expect(textOf(await partsOf({ prompt: withFile(closed, '') }))).toContain(
    'a.png. The rule model cannot look inside',
  )
})

test('no message keeps the rules busy', async () => {
  for (const seed of [
    '(',
    '-',
    '1+',
    ' ',
    '\n',
    'what is my ',
    'write ',
    '“',
    'remember a, ',
    'sqrt(',
    '. ',
  ]) {
    const parts = await partsOf({
      prompt: ask(`write ${seed.repeat(1_000_000 / seed.length)} words`),
      tools: [calculator],
    })
    expect(parts.at(-1)?.type).toBe('finish')
  }
})

test('the plugin offers the model and refuses one it does not know', async () => {
  const ports = { fetch }
  expect(offline.models).toEqual([offlineProvider])
  expect((await offlineProvider.list(ports)).map(model => model.id)).toContain(offlineProvider.defaultModel)
  expect(() => offlineProvider.open('offline-9', ports)).toThrow('There is no offline model "offline-9"')
  expect(offlineProvider.open('offline-1', ports)).toMatchObject({
    provider: 'offline',
    modelId: 'offline-1',
  })
})
