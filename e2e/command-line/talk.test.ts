import { PassThrough } from 'node:stream'
import { startVendor, type Vendor } from '@loggia/contract/testing'
import { createClient } from '@loggia/sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Scene } from '../../cli/src/chat/converse.ts'
import { talk } from '../../cli/src/chat/talk.ts'
import { readLocalAccess } from '../../cli/src/connection/index.ts'
import { makeFolder, type Started, startServer } from './loggia.ts'

/** A person at a terminal: what they type goes in as keys, what they see comes out as text. */
const folder = makeFolder('talk')
let vendor: Vendor
let server: Started & { url: string }

beforeAll(async () => {
  vendor = await startVendor()
  const env = { OPENAI_API_KEY: 'sk-any', OPENAI_BASE_URL: vendor.baseUrls.openai }
  server = await startServer(folder.path, { env })
})

afterAll(async () => {
  await server?.end()
  await vendor?.close()
  folder.remove()
})

async function sitDown() {
  const access = await readLocalAccess(folder.path)
  const client = createClient({ baseUrl: server.url, key: access?.token ?? '' })
  const input = new PassThrough()
  const output = new PassThrough()
  let seen = ''
  const show = (text: string) => {
    seen += text
    output.emit('seen')
  }
  output.on('data', chunk => show(String(chunk)))
  const scene: Scene = {
    client,
    terminal: {
      write: show,
      line: text => show(`${text}\n`),
      note: text => show(`${text}\n`),
      dress: (_, text) => text,
      interactive: true,
      oneScreen: true,
    },
    json: false,
    place: {},
    told: new Set(),
    onInterrupt: () => () => {},
  }
  const agent = await client.agents.get({ agent: 'hello' })
  const { id } = await client.conversations.create({ agent: 'hello' })
  const left = talk(scene, agent, id, { input, output })
  const until = (pattern: RegExp) =>
    new Promise<string>(resolve => {
      const look = () => {
        if (!pattern.test(seen)) return
        output.off('seen', look)
        resolve(seen)
        seen = ''
      }
      output.on('seen', look)
      look()
    })
  await until(/you ›/)
  return { type: (keys: string) => input.write(keys), until, left }
}

test('a call that needs a yes is asked about until it gets one, and the answer goes on', async () => {
  vendor.answer([
    { toolCalls: [{ name: 'send_notice', input: { text: 'Lunch' } }] },
    { text: 'It is posted.' },
    { text: 'You are welcome.' },
  ])
  const { type, until, left } = await sitDown()
  type('Tell them.\r')
  const asked = await until(/\[y\/n\]/)
  expect(asked).toContain('Allow send_notice {"text":"Lunch"}?')
  type('perhaps\r')
  await until(/\[y\/n\]/)
  type('y\r')
  expect(await until(/you ›/)).toContain('It is posted.')
  type('Thanks.\r')
  const last = await until(/you ›/)
  expect(last).toContain('You are welcome.')
  // Who answers was said the first time.
  expect(asked).toContain('openai')
  expect(last).not.toContain('openai')
  type('\x04')
  await left
})

test('Ctrl-C cancels an answer and the conversation goes on; at the prompt it leaves', async () => {
  vendor.answer([{ text: ['One'], ending: 'hang' }, { text: 'Two.' }])
  const { type, until, left } = await sitDown()
  type('Count.\r')
  await until(/One/)
  type('\x03')
  expect(await until(/you ›/)).toContain('Cancelled.')
  type('Go on.\r')
  expect(await until(/you ›/)).toContain('Two.')
  type('\x03')
  await left
})

test('what fails is said, and the conversation goes on', async () => {
  vendor.answer([{ status: 401 }, { text: 'Here again.' }])
  const { type, until, left } = await sitDown()
  type('Hello?\r')
  expect(await until(/you ›/)).toContain('The model provider refused the API key.')
  type('Hello?\r')
  expect(await until(/you ›/)).toContain('Here again.')
  type('\x04')
  await left
})
