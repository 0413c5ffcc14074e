import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createClient } from '@loggia/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loggia, makeFolder, startServer } from '../command-line/loggia.ts'

const folder = makeFolder('disk')
const filler = join(folder.path, 'filler')

/** A small disk needs a mount, and a mount needs root; elsewhere the test says that it did not run. */
const canMount = process.platform === 'linux' && process.getuid?.() === 0

const fill = () => {
  const { bavail, bsize } = statfsSync(folder.path)
  try {
    writeFileSync(filler, Buffer.alloc(bavail * bsize))
  } catch {
    // Full is what is wanted.
  }
}

beforeAll(() => {
  if (canMount) execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=80m', 'tmpfs', folder.path])
})
afterAll(() => {
  if (canMount) execFileSync('umount', [folder.path])
  folder.remove()
})

describe('a full disk', () => {
  it.runIf(canMount)(
    'refuses the message with what to do, loses nothing it accepted, and goes on once there is room',
    async () => {
      const server = await startServer(folder.path)
      const made = await loggia(['key', 'create', '--name', 'disk', '--data', folder.path])
      const client = createClient({ baseUrl: server.url, key: made.stdout.trim() })
      const conversation = await client.conversations.create({ agent: 'hello' })
      const say = (text: string) => client.messages.send({ conversation: conversation.id, text }).result()
      const accepted = ['first']
      await say('first')
      fill()
      let refused: unknown
      for (let index = 0; index < 400 && !refused; index++) {
        const text = randomBytes(60_000).toString('base64')
        await say(text).then(
          () => accepted.push(text),
          error => {
            refused = error
          },
        )
      }
      expect(refused).toMatchObject({ code: 'disk_full', next: expect.stringContaining('Free some space') })
      expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
      rmSync(filler, { force: true })
      await expect
        .poll(
          () =>
            say('room again').then(
              () => true,
              () => false,
            ),
          { timeout: 30_000, interval: 500 },
        )
        .toBe(true)
      const texts: string[] = []
      for (let after: string | undefined; ; ) {
        const page = await client.messages.list({
          conversation: conversation.id,
          limit: 200,
          ...(after && { after }),
        })
        texts.unshift(
          ...page.items
            .filter(item => item.role === 'user')
            .map(item => (item.parts[0]?.type === 'text' ? item.parts[0].text : '')),
        )
        after = page.next
        if (after === undefined) break
      }
      for (const text of accepted) expect(texts).toContain(text)
      await server.end()
    },
    120_000,
  )
})
