import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { startVendor, type Vendor } from '@loggia/contract/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Finding } from '../../cli/src/doctor/finding.ts'
import { loggia, makeFolder, type Started, startServer } from './loggia.ts'

/** The doctor beside a server that runs with a good key, a refused key and a provider that is gone. */
const folder = makeFolder('doctor')
const data = join(folder.path, 'data')
let vendor: Vendor
let server: Started & { url: string }

async function examine(...args: string[]) {
  const { stdout, status } = await loggia(['doctor', '--json', ...args])
  const findings = JSON.parse(stdout) as Finding[]
  return { status, findings, about: (name: string) => findings.find(({ about }) => about === name) }
}

beforeAll(async () => {
  vendor = await startVendor({ key: 'sk-right' })
  const gone = await startVendor()
  await gone.close()
  mkdirSync(join(folder.path, 'empty'))
  server = await startServer(data, {
    env: {
      OPENAI_API_KEY: 'sk-right',
      OPENAI_BASE_URL: vendor.baseUrls.openai,
      ANTHROPIC_API_KEY: 'sk-wrong',
      ANTHROPIC_BASE_URL: vendor.baseUrls.anthropic,
      OPENAI_COMPATIBLE_API_KEY: 'sk-any',
      OPENAI_COMPATIBLE_BASE_URL: gone.baseUrls.compatible,
      LOGGIA_WEB: join(folder.path, 'empty'),
    },
  })
  const { stdout } = await loggia(['key', 'create', '--name', 'ci', '--data', data])
  for (const [handle, model] of [
    ['lost', { provider: 'openai', model: 'play-huge' }],
    ['keyless', { provider: 'openrouter' }],
  ] as const) {
    const response = await fetch(`${server.url}/api/agents`, {
      method: 'POST',
      headers: { authorization: `Bearer ${stdout.trim()}`, 'content-type': 'application/json' },
      body: JSON.stringify({ handle, definition: { name: handle, model } }),
    })
    expect(response.status).toBe(200)
  }
})

afterAll(async () => {
  await server?.end()
  await vendor?.close()
  folder.remove()
})

test('what stands between an instance and its replies is named, each with what to do', async () => {
  const { about, findings, status } = await examine('--data', data, '--port', new URL(server.url).port)
  expect(about('Port')?.says).toContain(`process ${server.child.pid}`)
  expect(about('Data')).toMatchObject({ level: 'fine', says: expect.stringContaining(server.url) })
  expect(about('OpenAI')).toMatchObject({ level: 'fine' })
  expect(about('Anthropic')).toMatchObject({ level: 'problem', code: 'model_key_rejected' })
  expect(JSON.stringify(about('Anthropic'))).toMatch(/ANTHROPIC_API_KEY.*https:/)
  expect(
    findings.filter(
      ({ level, ...rest }) => level === 'problem' && 'code' in rest && rest.code === 'model_unreachable',
    ),
  ).toHaveLength(1)
  expect(about('@home/lost')).toMatchObject({ level: 'problem', code: 'model_missing' })
  expect(about('@home/keyless')).toMatchObject({ level: 'problem', code: 'model_key_missing' })
  expect(about('App')).toMatchObject({ level: 'warning' })
  expect(about('Agents')?.says).toBe('1 of 3 can answer.')
  expect(JSON.stringify(findings)).not.toContain('sk-wrong')
  expect(status).not.toBe(0)
})

test('--reindex makes vectors anew', async () => {
  const { about } = await examine('--data', data, '--port', '0', '--reindex')
  expect(about('Vectors')).toMatchObject({ level: 'fine', says: expect.stringMatching(/made anew with \S+/) })
})

test('before the first start nothing is wrong, and looking leaves nothing behind', {
  timeout: 60_000,
}, async () => {
  const absent = join(folder.path, 'absent')
  const { findings, about, status } = await examine('--data', absent, '--port', '0')
  expect(findings.filter(({ level }) => level === 'problem')).toEqual([])
  expect(about('Agents')?.says).toBe('1 of 1 can answer.')
  expect(status).toBe(0)
  expect(() => mkdirSync(absent)).not.toThrow()
})

test('where no server could start, the rest is said not to have been looked at', async () => {
  const { about, status } = await examine('--data', join(import.meta.filename, 'data'), '--port', '0')
  expect(about('Data')).toMatchObject({ level: 'problem', code: 'data_unwritable' })
  expect(about('Server')).toMatchObject({ level: 'warning' })
  expect(status).toBe(73)
})
