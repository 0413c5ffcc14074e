import OpenAI from 'openai'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '../testing.ts'

let server: TestServer
let client: OpenAI
const prompts: string[][] = []
beforeAll(async () => {
  server = await openTestServer({
    script(text, call) {
      prompts.push(
        call.prompt
          .filter(message => message.role !== 'system')
          .map(
            message =>
              `${message.role}: ${JSON.stringify(message.content).replace(/.*"text":"([^"]*)".*/, '$1')}`,
          ),
      )
      if (text === 'fail') return { text: 'Half', error: 'model_overloaded' }
      return { text: `You said ${text}.`, usage: { input: 7, output: 5 } }
    },
  })
  client = new OpenAI({
    apiKey: await server.key(['conversations:write', 'conversations:read', 'agents:read', 'runs:read']),
    baseURL: `${server.url}/v1`,
    maxRetries: 0,
  })
})
afterAll(() => server.stop())

const ask = (content: string) => ({ model: 'scripted', messages: [{ role: 'user' as const, content }] })

test("OpenAI's client lists the agents as models", async () => {
  const ids = (await client.models.list()).data.map(model => model.id)
  expect(ids.sort()).toEqual(['hello', 'scripted'])
})

test("OpenAI's client gets the same answer as a document and as a stream", async () => {
  const whole = await client.chat.completions.create(ask('hi'))
  expect(whole.choices[0]?.message.content).toBe('You said hi.')
  const stream = client.chat.completions.stream({ ...ask('hi'), stream_options: { include_usage: true } })
  const streamed = await stream.finalChatCompletion()
  expect(streamed.choices[0]?.message.content).toBe('You said hi.')
  expect(streamed.usage).toEqual(whole.usage)
  expect(whole.usage).toMatchObject({ prompt_tokens: 7, completion_tokens: 5, total_tokens: 12 })
})

test('the history of a request is what the agent knows, and a conversation can be gone on with', async () => {
  prompts.length = 0
  const whole = await client.chat.completions.create({
    model: 'scripted',
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'I am Ada.' },
      { role: 'assistant', content: 'Hello Ada.' },
      { role: 'user', content: 'Who am I?' },
    ],
  })
  expect(prompts.at(-1)?.join('|')).toMatch(/Be brief\..*I am Ada\..*assistant: Hello Ada\..*Who am I\?/)
  const { conversation } = (whole as unknown as { loggia: { conversation: string } }).loggia
  await client.chat.completions.create({ ...ask('And now?'), metadata: { conversation } })
  expect(prompts.at(-1)?.join('|')).toMatch(/Hello Ada\..*You said Who am I\?\..*And now\?/)
})

test('errors are in the shape that client knows: before the first byte, at the end, and in a stream', async () => {
  await expect(client.chat.completions.create({ ...ask('hi'), model: 'nobody' })).rejects.toMatchObject({
    status: 404,
    code: 'not_found',
  })
  await expect(client.chat.completions.create(ask('fail'))).rejects.toMatchObject({
    status: 503,
    code: 'model_overloaded',
  })
  await expect(client.chat.completions.stream(ask('fail')).finalChatCompletion()).rejects.toThrow(/./)
  const image = { type: 'image_url' as const, image_url: { url: 'https://example.org/x.png' } }
  await expect(
    client.chat.completions.create({ model: 'scripted', messages: [{ role: 'user', content: [image] }] }),
  ).rejects.toMatchObject({ status: 415 })
  const nobody = new OpenAI({ apiKey: 'lga_wrong', baseURL: `${server.url}/v1`, maxRetries: 0 })
  await expect(nobody.models.list()).rejects.toMatchObject({ status: 401, code: 'unauthenticated' })
})
