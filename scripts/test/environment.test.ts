import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import pg from 'pg'
import { chromium } from 'playwright-core'
import { expect, test } from 'vitest'
import { root } from '../run/root.mjs'
import { startPostgres } from './postgres.ts'

test('LOGGIA_CHROMIUM names a browser that draws letters in a font', async () => {
  const browser = await chromium.launch({
    executablePath: process.env.LOGGIA_CHROMIUM ?? '',
    args: ['--no-sandbox'],
  })
  const page = await browser.newPage()
  await page.setContent('<b id="wide">loggia</b> <b id="none"></b>')
  const width = (id: string) => page.locator(id).evaluate(element => element.getBoundingClientRect().width)
  expect(await width('#wide')).toBeGreaterThan(20)
  await browser.close()
})

test.each(['any', 'npm'] as const)(
  'a Postgres of our own (binaries: %s) may create databases and roles, and is gone after stop',
  async source => {
    const postgres = await startPostgres(source)
    const client = new pg.Client(postgres.url)
    await client.connect()
    await client.query('create role scratch login')
    await client.query('create database scratch')
    await client.end()
    await postgres.stop()
    await expect(new pg.Client(postgres.url).connect()).rejects.toThrow('ECONNREFUSED')
  },
)

test('a Postgres of our own ends when the process that started it is killed', async () => {
  const script = `import { startPostgres } from ${JSON.stringify(join(root, 'scripts/test/postgres.ts'))}
    console.log((await startPostgres()).url); setInterval(() => {}, 1000)`
  const starter = spawn(process.execPath, ['--input-type=module', '-e', script])
  const [line] = await once(starter.stdout, 'data')
  const url = String(line).trim()
  const client = new pg.Client(url)
  await client.connect()
  const cut = new Promise(resolve => client.on('error', resolve))
  starter.kill('SIGKILL')
  await cut
  await expect
    .poll(
      () =>
        new pg.Client(url).connect().then(
          () => 'up',
          error => error.code,
        ),
      { timeout: 10_000 },
    )
    .toBe('ECONNREFUSED')
})
