import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { checkData, judgeRoom } from './check-data.ts'
import { checkDatabase } from './check-database.ts'
import { checkNode } from './check-node.ts'
import { checkPort } from './check-port.ts'
import { exitStatusOf, fine, problem, warning } from './finding.ts'

const folder = mkdtempSync(join(tmpdir(), 'loggia-doctor-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a taken port is named with the process that holds it', async () => {
  const taker = createServer()
  await new Promise<void>(resolve => taker.listen(0, '127.0.0.1', resolve))
  const { port } = taker.address() as AddressInfo
  const taken = await checkPort('127.0.0.1', port, undefined)
  await new Promise(resolve => taker.close(resolve))
  expect(taken).toMatchObject({ level: 'problem', code: 'port_taken' })
  if (process.platform === 'linux') expect(taken.says).toContain(`process ${process.pid}`)
  expect(await checkPort('127.0.0.1', port, undefined)).toMatchObject({ level: 'fine' })
})

test('an address that is not this machine’s is named', async () => {
  expect(await checkPort('192.0.2.1', 0, undefined)).toMatchObject({
    level: 'problem',
    code: 'invalid_input',
  })
})

test('a lock whose process lives and answers nobody is a problem, one of a dead process is none', async () => {
  const data = join(folder, 'locked')
  mkdirSync(data)
  const holder = spawn('sleep', ['60'])
  writeFileSync(join(data, 'lock'), JSON.stringify({ pid: holder.pid, started: '' }))
  const locked = await checkData(data, undefined)
  const served = await checkData(data, { url: 'http://127.0.0.1:3000', pid: holder.pid ?? 0, token: '' })
  const gone = new Promise(resolve => holder.once('exit', resolve))
  holder.kill()
  await gone
  expect(locked).toMatchObject({
    level: 'problem',
    code: 'data_locked',
    next: expect.stringContaining(`kill ${holder.pid}`),
  })
  expect(locked.says).toContain(`Process ${holder.pid} is using ${data}`)
  expect(served).toMatchObject({ level: 'fine' })
  expect(await checkData(data, undefined)).toMatchObject({ level: 'fine' })
})

test('a directory that cannot be made is named, one that can be made is not made', async () => {
  const file = join(folder, 'file')
  writeFileSync(file, '')
  expect(await checkData(join(file, 'data'), undefined)).toMatchObject({
    level: 'problem',
    code: 'data_unwritable',
  })
  expect(await checkData('/proc/loggia/data', undefined)).toMatchObject({
    level: 'problem',
    code: 'data_unwritable',
  })
  const absent = join(folder, 'a/b/c')
  expect(await checkData(absent, undefined)).toMatchObject({ level: 'fine' })
  expect(await checkData(absent, undefined)).toMatchObject({ says: `${absent} can be written.` })
})

test('a database is told apart by what is wrong with it: host, port, password, name, address', async () => {
  const right = process.env.TEST_DATABASE_URL ?? ''
  const changed = (change: (url: URL) => void) => {
    const url = new URL(right)
    change(url)
    return checkDatabase(url.href)
  }
  expect(await checkDatabase(right)).toMatchObject({
    level: 'fine',
    says: expect.stringMatching(/^Postgres \d+ answers/),
  })
  const secret = new URL(right).password
  if (secret) expect((await checkDatabase(right)).says).not.toContain(secret)

  const password = await changed(url => {
    url.username = 'nobody-of-that-name'
    url.password = 'wrong-password'
  })
  expect(password.says).toMatch(/refused the password of "nobody-of-that-name"|nobody-of-that-name/)
  expect(JSON.stringify(password)).not.toContain('wrong-password')
  const name = await changed(url => {
    url.pathname = '/no_such_database'
  })
  expect(name).toMatchObject({
    code: 'database_unreachable',
    next: expect.stringContaining('createdb no_such_database'),
  })
  const host = await changed(url => {
    url.hostname = 'no-such-host.invalid'
  })
  expect(host.says).toMatch(/no host "no-such-host.invalid"/)
  const port = await changed(url => {
    url.port = '1'
  })
  expect(port.says).toMatch(/Nothing listens at .*:1\./)
  expect(await checkDatabase('mysql://a')).toMatchObject({ level: 'problem', code: 'invalid_input' })
})

test('an older Node is told what it cannot do', () => {
  expect(checkNode('20.19.0')).toMatchObject({
    level: 'problem',
    next: expect.stringContaining('nodejs.org'),
  })
  expect(checkNode('22.10.0')).toMatchObject({ level: 'warning', says: expect.stringContaining('22.18') })
  expect(checkNode('22.18.0')).toMatchObject({ level: 'fine' })
})

test('a disk with little room is a warning, a full one a problem', () => {
  expect([judgeRoom(5, '/'), judgeRoom(100, '/'), judgeRoom(5_000, '/')].map(({ level }) => level)).toEqual([
    'problem',
    'warning',
    'fine',
  ])
})

test('the exit status is that of the first problem; a warning is no failure', () => {
  expect(exitStatusOf([fine('a', ''), warning('b', '', '')])).toBe(0)
  expect(
    exitStatusOf([warning('b', '', ''), problem('c', 'data_locked', ''), problem('d', 'port_taken', '')]),
  ).toBe(75)
})
