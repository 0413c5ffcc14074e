import type { RunEvent } from '@loggia/contract'
import { DefaultChatTransport, readUIMessageStream, type UIMessage, type UIMessageChunk } from 'ai'
import { expect, test } from 'vitest'
import { afterApproval, goldenLogs } from './golden-logs.ts'
import { type UiOptions, uiMessageChunks } from './ui-messages.ts'

/** The AI SDK's own client, reading our projection from the bytes of a response. */
async function read(log: readonly RunEvent[], options: UiOptions, message?: UIMessage) {
  const project = uiMessageChunks(options)
  const frames = log.flatMap(project).map(chunk => `data: ${JSON.stringify(chunk)}\n\n`)
  const body = `${frames.join('')}data: [DONE]\n\n`
  const transport = new DefaultChatTransport({
    fetch: async () => new Response(body, { headers: { 'content-type': 'text/event-stream' } }),
  })
  const stream = await transport.sendMessages({
    trigger: 'submit-message',
    chatId: 'chat',
    messageId: undefined,
    messages: [],
    abortSignal: undefined,
  })
  const seen: UIMessageChunk[] = []
  const tapped = stream.pipeThrough(
    new TransformStream<UIMessageChunk, UIMessageChunk>({
      transform(chunk, controller) {
        seen.push(chunk)
        controller.enqueue(chunk)
      },
    }),
  )
  let error: unknown
  let last: UIMessage | undefined = message
  const messages = readUIMessageStream({
    stream: tapped,
    onError(thrown) {
      error = thrown
    },
    ...(message && { message }),
  })
  for await (const next of messages) last = next
  return { message: last, error, seen }
}

const options = { messageId: 'msg_answer' }
const partsOf = (message: UIMessage | undefined, type: string) =>
  (message?.parts ?? []).filter(part => part.type === type)

for (const [name, log] of Object.entries(goldenLogs)) {
  test(`the AI SDK's client accepts the log "${name}" and ends it once`, async () => {
    const { message, error, seen } = await read(log, options)
    expect(error === undefined).toBe(!name.startsWith('error'))
    expect(message?.id).toBe('msg_answer')
    expect(seen.filter(chunk => ['finish', 'abort', 'error'].includes(chunk.type))).toHaveLength(1)
  })
}

test('text arrives whole', async () => {
  const { message } = await read(goldenLogs.text, options)
  expect(partsOf(message, 'text')).toMatchObject([{ text: 'Hello thère.', state: 'done' }])
})

test('parallel tools carry their arguments and outputs', async () => {
  const { message } = await read(goldenLogs['parallel tools'], options)
  expect(partsOf(message, 'dynamic-tool')).toMatchObject([
    { toolName: 'time', input: {}, output: '12:00', state: 'output-available' },
    { toolName: 'calculator', input: { expression: '6*7' }, output: '42', state: 'output-available' },
  ])
})

test('a tool that fails and a tool that policy denies end as an error and as denied', async () => {
  const failed = await read(goldenLogs['tool that fails'], options)
  expect(partsOf(failed.message, 'dynamic-tool')).toMatchObject([{ state: 'output-error' }])
  const denied = await read(goldenLogs['tool that policy denies'], options)
  expect(partsOf(denied.message, 'dynamic-tool')).toMatchObject([{ state: 'output-denied' }])
})

test('an interrupt asks for the approval of the exact call, and its answer goes on in the same message', async () => {
  const asked = await read(goldenLogs.interrupt, options)
  expect(partsOf(asked.message, 'dynamic-tool')).toMatchObject([
    { state: 'approval-requested', input: { text: 'hi' }, approval: { id: 'apr_1' } },
  ])
  const answered = await read(afterApproval, { ...options, earlier: goldenLogs.interrupt }, asked.message)
  expect(answered.error).toBeUndefined()
  expect(answered.message?.id).toBe('msg_answer')
  expect(partsOf(answered.message, 'dynamic-tool')).toMatchObject([
    { state: 'output-available', output: 'sent' },
  ])
  expect(partsOf(answered.message, 'text')).toMatchObject([{ text: 'Shall I?' }, { text: 'Sent.' }])
})

test('a length stop is told', async () => {
  const { seen } = await read(goldenLogs['length stop'], options)
  expect(seen.at(-1)).toMatchObject({ type: 'finish', finishReason: 'length' })
})
