import { Chat as ReactChat } from '@ai-sdk/react'
import { defineTool } from '@loggia/contract'
import { DefaultChatTransport, type UIMessage } from 'ai'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestServer, type TestServer } from '../testing.ts'

const sent: string[] = []
const gate = { open: Promise.withResolvers<void>() }
const tools = [
  defineTool({
    name: 'notice',
    description: 'Sends a notice.',
    input: z.object({ text: z.string() }),
    effect: 'send',
    async run({ text }) {
      sent.push(text)
      return 'sent'
    },
  }),
  defineTool({
    name: 'wait',
    description: 'Waits until the test lets it go on.',
    input: z.object({}),
    async run() {
      await gate.open.promise
      return 'waited'
    },
  }),
]

let server: TestServer
let answers = 0
beforeAll(async () => {
  server = await openTestServer({
    tools,
    script(text, call) {
      if (call.prompt.at(-1)?.role === 'tool') return { text: 'It is done.' }
      if (text === 'notice') return { text: 'Shall I?', toolCalls: [{ name: 'notice', input: { text } }] }
      if (text === 'wait') return { text: 'One moment.', toolCalls: [{ name: 'wait', input: {} }] }
      return { text: `Answer ${++answers} to ${text}` }
    },
  })
})
afterAll(() => server.stop())

/** The class under `useChat`. */
class Chat extends ReactChat<UIMessage> {
  constructor(id: string) {
    super({
      id,
      transport: new DefaultChatTransport({
        api: `${server.url}/api/agents/scripted/ui`,
        headers: { authorization: `Bearer ${server.token}` },
      }),
    })
  }
}

const texts = (chat: Chat) =>
  chat.messages.map(message => message.parts.map(part => (part.type === 'text' ? part.text : '')).join(''))

test("the AI SDK's chat talks to an agent and asks for another answer", async () => {
  const chat = new Chat('first')
  await chat.sendMessage({ text: 'hi' })
  expect(chat.error).toBeUndefined()
  expect(texts(chat)).toEqual(['hi', 'Answer 1 to hi'])
  await chat.regenerate()
  expect(texts(chat)).toEqual(['hi', 'Answer 2 to hi'])
  await chat.sendMessage({ text: 'more' })
  expect(texts(chat)).toEqual(['hi', 'Answer 2 to hi', 'more', 'Answer 3 to more'])
})

test('an approval is asked for and answered in the chat, in one message', async () => {
  const chat = new Chat('approval')
  await chat.sendMessage({ text: 'notice' })
  const asked = chat.messages.at(-1)?.parts.find(part => part.type === 'dynamic-tool')
  expect(asked).toMatchObject({ state: 'approval-requested', input: { text: 'notice' } })
  const id = asked?.type === 'dynamic-tool' ? (asked.approval?.id ?? '') : ''
  await chat.addToolApprovalResponse({ id, approved: true })
  await chat.sendMessage()
  expect(chat.error).toBeUndefined()
  expect(sent).toEqual(['notice'])
  expect(chat.messages).toHaveLength(2)
  expect(texts(chat)[1]).toBe('Shall I?It is done.')
  expect(chat.messages[1]?.parts.find(part => part.type === 'dynamic-tool')).toMatchObject({
    state: 'output-available',
    output: 'sent',
  })
})

test('a chat that was left is resumed as it is, and nothing to resume is no error', async () => {
  gate.open = Promise.withResolvers()
  const left = new Chat('resumed')
  const sending = left.sendMessage({ text: 'wait' })
  while (texts(left)[1] !== 'One moment.') await new Promise(resolve => setTimeout(resolve, 10))
  await left.stop()
  await sending
  const back = new Chat('resumed')
  const resuming = back.resumeStream()
  while (texts(back)[0] !== 'One moment.') await new Promise(resolve => setTimeout(resolve, 10))
  gate.open.resolve()
  await resuming
  expect(back.error).toBeUndefined()
  expect(texts(back)).toEqual(['One moment.It is done.'])
  const idle = new Chat('resumed')
  await idle.resumeStream()
  expect([idle.messages, idle.error]).toEqual([[], undefined])
})

test('an unknown agent is an error of the chat, with our words in it', async () => {
  const transport = new DefaultChatTransport({
    api: `${server.url}/api/agents/nobody/ui`,
    headers: { authorization: `Bearer ${server.token}` },
  })
  const message: UIMessage = { id: '1', role: 'user', parts: [{ type: 'text', text: 'hi' }] }
  const sending = transport.sendMessages({
    trigger: 'submit-message',
    chatId: 'x',
    messageId: undefined,
    messages: [message],
    abortSignal: undefined,
  })
  await expect(sending).rejects.toThrow(/There is no agent/)
})
