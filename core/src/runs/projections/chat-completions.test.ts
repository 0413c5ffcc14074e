import type { RunEvent } from '@loggia/contract'
import OpenAI from 'openai'
import { expect, test } from 'vitest'
import { chatCompletion, chatCompletionChunks, chatError } from './chat-completions.ts'
import { goldenLogs } from './golden-logs.ts'

const options = { model: 'hello', created: 1_700_000_000, includeUsage: true }

/** OpenAI's own client, reading our projection from the bytes of a response. */
function client(log: readonly RunEvent[]): OpenAI {
  return new OpenAI({
    apiKey: 'lga_test',
    baseURL: 'http://127.0.0.1/v1',
    maxRetries: 0,
    fetch: async (_url, request) => {
      if (String(request?.body).includes('"stream":true')) {
        const frames = log.flatMap(chatCompletionChunks(options)).map(c => `data: ${JSON.stringify(c)}\n\n`)
        return new Response(`${frames.join('')}data: [DONE]\n\n`, {
          headers: { 'content-type': 'text/event-stream' },
        })
      }
      const folded = chatCompletion(log, options)
      return 'completion' in folded
        ? Response.json(folded.completion)
        : Response.json({ error: chatError(folded.error.message, folded.error.code) }, { status: 502 })
    },
  })
}

const question = { model: 'hello', messages: [{ role: 'user' as const, content: 'hi' }] }

for (const [name, log] of Object.entries(goldenLogs)) {
  if (name.startsWith('error')) continue
  test(`OpenAI's client reads the log "${name}" alike as a stream and as a document`, async () => {
    const stream = await client(log).chat.completions.stream({
      ...question,
      stream_options: { include_usage: true },
    })
    const streamed = await stream.finalChatCompletion()
    const whole = await client(log).chat.completions.create(question)
    expect(whole.choices[0]?.message.content).toBeTruthy()
    expect(streamed.choices[0]?.message.content).toBe(whole.choices[0]?.message.content)
    expect(streamed.choices[0]?.finish_reason).toBe(whole.choices[0]?.finish_reason)
    expect(streamed.usage).toEqual(whole.usage)
    expect(streamed.choices[0]?.message.tool_calls ?? []).toEqual([])
  })
}

test('an error in the middle of a text is thrown by the client in both forms', async () => {
  const log = goldenLogs['error in the middle of a text']
  await expect(client(log).chat.completions.create(question)).rejects.toThrow(/broke off/)
  const stream = await client(log).chat.completions.stream(question)
  await expect(stream.finalChatCompletion()).rejects.toThrow(/broke off/)
})

test('usage is told when it was asked for, and only then', () => {
  const chunks = goldenLogs.text.flatMap(chatCompletionChunks(options))
  expect(chunks.at(-1)).toMatchObject({
    choices: [],
    usage: {
      prompt_tokens: 7,
      completion_tokens: 5,
      total_tokens: 12,
      prompt_tokens_details: { cached_tokens: 2 },
    },
  })
  const plain = goldenLogs.text.flatMap(chatCompletionChunks({ ...options, includeUsage: false }))
  expect(JSON.stringify(plain)).not.toContain('usage')
})

test('a length stop and a waiting approval are told in the words of that protocol', () => {
  const cut = chatCompletion(goldenLogs['length stop'], options)
  expect(cut).toMatchObject({ completion: { choices: [{ finish_reason: 'length' }] } })
  const waiting = chatCompletion(goldenLogs.interrupt, options)
  expect(waiting).toMatchObject({ completion: { loggia: { approvals: ['apr_1'] } } })
  expect(JSON.stringify(waiting)).toContain('Waiting for a yes or no: apr_1')
})

test('texts of several steps are paragraphs of one', () => {
  const folded = chatCompletion(goldenLogs['parallel tools'], options)
  expect(folded).toMatchObject({
    completion: { choices: [{ message: { content: 'One moment.\n\nIt is noon and 42.' } }] },
  })
})
