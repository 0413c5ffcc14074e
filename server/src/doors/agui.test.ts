import { HttpAgent } from '@ag-ui/client'
import { defineTool } from '@loggia/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestServer, post, type TestServer } from '../testing.ts'

const sent: string[] = []
const noticeTool = defineTool({
  name: 'notice',
  description: 'Sends a notice.',
  input: z.object({ text: z.string() }),
  effect: 'send',
  async run({ text }) {
    sent.push(text)
    return 'sent'
  },
})

let server: TestServer
beforeAll(async () => {
  server = await openTestServer({
    tools: [noticeTool],
    script(text, call) {
      if (call.prompt.at(-1)?.role === 'tool') return { text: 'It is done.' }
      if (text.startsWith('notice')) {
        return { text: 'Shall I?', toolCalls: [{ name: 'notice', input: { text } }] }
      }
      if (text === 'think') return { reasoning: 'Hm.', text: 'I thought.' }
      const turns = call.prompt.filter(message => message.role === 'user').length
      return { text: `Turn ${turns}: ${text}` }
    },
  })
})
afterAll(() => server.stop())

const open = (threadId: string) =>
  new HttpAgent({
    url: `${server.url}/api/agents/scripted/agui`,
    headers: { authorization: `Bearer ${server.token}` },
    threadId,
  })

const say = (agent: HttpAgent, content: string) => {
  agent.messages.push({ id: crypto.randomUUID(), role: 'user', content })
  return agent.runAgent()
}

test("AG-UI's own client talks to an agent, and its thread goes on with what was said", async () => {
  const agent = open('their-thread')
  await say(agent, 'hello')
  await say(agent, 'again')
  expect(agent.messages.map(message => message.content)).toEqual([
    'hello',
    'Turn 1: hello',
    'again',
    'Turn 2: again',
  ])
  const { items } = await server.client.conversations.list({})
  expect(items).toHaveLength(1)
  expect(items[0]?.id).not.toContain('their-thread')
})

test('the client sees its own ids, also when they look like ours', async () => {
  const agent = open('cnv_00000000000000000000000000')
  const seen: string[] = []
  agent.messages.push({ id: '1', role: 'user', content: 'hello' })
  await agent.runAgent(
    { runId: 'their-run' },
    { onRunStartedEvent: ({ event }) => void seen.push(event.threadId, event.runId) },
  )
  expect(seen).toEqual(['cnv_00000000000000000000000000', 'their-run'])
  await expect(
    server.client.conversations.get({ conversation: 'cnv_00000000000000000000000000' }),
  ).rejects.toMatchObject({ code: 'not_found' })
})

test('reasoning arrives as reasoning', async () => {
  const agent = open('thinking')
  await say(agent, 'think')
  expect(agent.messages.map(message => message.role)).toEqual(['user', 'reasoning', 'assistant'])
})

test('an interrupt is answered by resume, in a yes and in a no', async () => {
  for (const [status, expected] of [
    ['resolved', ['notice resolved']],
    ['cancelled', ['notice resolved']],
  ] as const) {
    const agent = open(`approval-${status}`)
    await say(agent, `notice ${status}`)
    expect(agent.pendingInterrupts).toHaveLength(1)
    const interruptId = agent.pendingInterrupts[0]?.id ?? ''
    await agent.runAgent({ resume: [{ interruptId, status }] })
    expect(agent.pendingInterrupts).toHaveLength(0)
    expect(sent).toEqual(expected)
    expect(agent.messages.at(-1)?.content).toBe('It is done.')
  }
})

test('a stale or unknown interrupt, an uncovered one and a missing message are refused with a code', async () => {
  const ask = async (body: object) => {
    const input = { threadId: 'refused', runId: 'r', messages: [], tools: [], context: [], ...body }
    const response = await server.ask(
      '/api/agents/scripted/agui',
      post(input, { accept: 'text/event-stream' }),
    )
    return ((await response.json()) as { code: string }).code
  }
  expect(await ask({})).toBe('invalid_input')
  expect(await ask({ resume: [{ interruptId: 'apr_x', status: 'resolved' }] })).toBe('approval_answered')
  await say(open('refused'), 'notice refused')
  expect(await ask({ messages: [{ id: '2', role: 'user', content: 'go on' }] })).toBe('approval_pending')
})

test("another agent's thread of the same name is another conversation", async () => {
  const before = (await server.client.conversations.list({})).items.length
  const other = open('their-thread')
  other.url = `${server.url}/api/agents/hello/agui`
  await say(other, 'hi')
  expect((await server.client.conversations.list({})).items).toHaveLength(before + 1)
})
