import { asOwner, emptyPostgres } from '@loggia/core/platform/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loggia, makeFolder, startServer } from './loggia.ts'

const folder = makeFolder('audit')
let postgres: Awaited<ReturnType<typeof emptyPostgres>>
beforeAll(async () => {
  postgres = await emptyPostgres()
})
afterAll(async () => {
  await postgres?.drop()
  folder.remove()
})

const at = ['--data', folder.path]
const [old, renewed] = ['o'.repeat(32), 'n'.repeat(32)]
const serverWith = (keys: string) =>
  startServer(folder.path, { env: { DATABASE_URL: postgres.url, LOGGIA_SECRET_KEY: keys } })
const askedOf = async (args: string[]) => {
  const { status, stdout, stderr } = await loggia([...args, ...at])
  return { status, said: stdout + stderr, stdout }
}

test('verify prints the head of a log that holds, and names the entry that an owner of the database changed', async () => {
  const server = await serverWith(old)
  const key = (await askedOf(['key', 'create', '--name', 'ci'])).stdout.trim()
  const saved = await fetch(`${server.url}/api/secrets/ONE_KEY`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ value: 'a value' }),
  })
  expect(saved.status).toBe(200)
  const whole = await askedOf(['audit', 'verify'])
  expect([whole.status, whole.said]).toEqual([0, expect.stringMatching(/Head: 3:[0-9a-f]{64}/)])
  const head = /Head: (\S+)/.exec(whole.said)?.[1] ?? ''
  expect((await askedOf(['audit', 'verify', '--expect', head])).status).toBe(0)
  expect((await askedOf(['audit', 'verify', '--instance'])).status).toBe(0)

  const exported = await askedOf(['audit', 'export'])
  const actions = exported.stdout
    .trim()
    .split('\n')
    .map(line => (JSON.parse(line) as { action: string }).action)
  expect(actions).toEqual(['workspace.created', 'key.created', 'secret.saved', 'audit.exported'])

  await asOwner(postgres.url, owner =>
    owner.query("update loggia.audit_entries set subject = 'OTHER_KEY' where action = 'secret.saved'"),
  )
  const broken = await askedOf(['audit', 'verify'])
  expect([broken.status, broken.said]).toEqual([65, expect.stringContaining('Entry 3 is the first bad one.')])
  await server.end()
})

test('after a rotation the former key of the instance is not needed any more', async () => {
  const both = await serverWith(`${renewed},${old}`)
  const done = await askedOf(['secrets', 'rotate', '--json'])
  expect(JSON.parse(done.stdout)).toEqual({ workspaces: 1, keys: 1, secrets: 0, unreadable: 0 })
  await both.end()
  const alone = await serverWith(renewed)
  const again = await askedOf(['secrets', 'rotate'])
  expect([again.status, again.said]).toEqual([0, expect.stringContaining('0 keys and 0 secrets')])
  expect(again.said).not.toContain('could not be opened')
  await alone.end()
})
