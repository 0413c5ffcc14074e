import { startVendor, type Vendor } from '@loggia/contract/testing'
import { emptyPostgres } from '@loggia/core/platform/testing'
import { createClient } from '@loggia/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loggia, makeFolder, startServer } from '../command-line/loggia.ts'

/** Long enough that the process dies in the middle of the reply. */
const words = Array.from({ length: 200 }, (_, index) => `word${index} `)
let vendor: Vendor
beforeAll(async () => {
  vendor = await startVendor({ replies: [{ text: words, pace: { firstAfterMs: 20, everyMs: 20 } }] })
})
afterAll(() => vendor?.close())

describe.each(['pglite', 'postgres'] as const)('kill -9 in the middle of a reply on %s', engine => {
  it('loses nothing that was acknowledged, and the run has its one terminal event after the restart', async () => {
    const folder = makeFolder('crash')
    const postgres = engine === 'postgres' ? await emptyPostgres() : undefined
    const env = {
      OPENAI_COMPATIBLE_BASE_URL: vendor.baseUrls.compatible,
      OPENAI_COMPATIBLE_API_KEY: 'sk-any',
      ...(postgres && { DATABASE_URL: postgres.url }),
    }
    const first = await startServer(folder.path, { env })
    const made = await loggia(['key', 'create', '--name', 'crash', '--data', folder.path], { env })
    const key = made.stdout.trim()
    const client = createClient({ baseUrl: first.url, key })
    const definition = { name: 'Crash', model: { provider: 'openai-compatible', model: 'play-large' } }
    const agent = await client.agents.create({ definition })
    const conversation = await client.conversations.create({ agent: agent.id })

    const seen: string[] = []
    let runId = ''
    const response = await fetch(`${first.url}/api/conversations/${conversation.id}/messages`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        accept: 'text/event-stream',
      },
      body: JSON.stringify({ text: 'tell me everything' }),
    })
    const decoder = new TextDecoder()
    let text = ''
    try {
      for await (const bytes of response.body ?? []) {
        text += decoder.decode(bytes, { stream: true })
        if (text.split('\n\n').length > 40) first.child.kill('SIGKILL')
      }
    } catch {
      // The connection breaks with the process.
    }
    for (const match of text.matchAll(/^id: (\S+)\ndata: (.*)\n\n/gm)) {
      seen.push(match[1] ?? '')
      runId = match[1]?.split(':')[0] ?? ''
    }
    expect(seen.length).toBeGreaterThan(30)
    await first.end('SIGKILL')

    const second = await startServer(folder.path, { env })
    const again = createClient({ baseUrl: second.url, key })
    await expect
      .poll(async () => (await again.runs.get({ run: runId })).status, { timeout: 30_000, interval: 200 })
      .toBe('failed')
    const { items } = await again.messages.list({ conversation: conversation.id })
    expect(items[0]?.parts).toEqual([{ type: 'text', text: 'tell me everything' }])
    expect(items[1]?.parts).toEqual([{ type: 'text', text: expect.stringMatching(/^word0 word1 word2 /) }])

    const stored = await fetch(`${second.url}/api/runs/${runId}/events`, {
      headers: { authorization: `Bearer ${key}`, accept: 'application/json' },
    })
    const { events, ended } = (await stored.json()) as {
      events: { id: string; event: { type: string; code?: string } }[]
      ended: boolean
    }
    expect(ended).toBe(true)
    const terminal = events.filter(({ event }) => event.type === 'RUN_FINISHED' || event.type === 'RUN_ERROR')
    expect(terminal.map(({ event }) => event.code)).toEqual(['run_crashed'])
    expect(events.map(({ id }) => Number(id.split(':')[2]))).toEqual(events.map((_, index) => index + 1))

    expect(
      (await again.messages.send({ conversation: conversation.id, text: 'still there?' }).result()).run
        .status,
    ).toBe('finished')
    await second.end()
    folder.remove()
    await postgres?.drop()
  }, 90_000)
})
