import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockDirectory } from './directory-lock.ts'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'loggia-test-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

/** A process of its own that takes the lock and keeps it; its pid once it has. */
async function holder() {
  const program = `
    const { lockDirectory } = await import(${JSON.stringify(new URL('./directory-lock.ts', import.meta.url).href)})
    await lockDirectory(${JSON.stringify(directory)}).then(() => console.log('held'), error => console.log(error.detail))
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [said] = await once(child.stdout, 'data')
  return { child, said: String(said).trim() }
}

test('a second process is refused with the pid of the first, until that one dies', async () => {
  const first = await holder()
  expect(first.said).toBe('held')
  const detail = `Process ${first.child.pid} is using ${directory}.`
  await expect(lockDirectory(directory)).rejects.toMatchObject({ code: 'data_locked', detail })
  first.child.kill('SIGKILL')
  await once(first.child, 'exit')
  const unlock = await lockDirectory(directory)
  expect(JSON.parse(readFileSync(join(directory, 'lock'), 'utf8')).pid).toBe(process.pid)
  unlock()
  expect(existsSync(join(directory, 'lock'))).toBe(false)
})

test('a lock whose pid now belongs to another process is taken over', async () => {
  writeFileSync(join(directory, 'lock'), JSON.stringify({ pid: process.pid, started: '1' }))
  const unlock = await lockDirectory(directory)
  unlock()
})

test('of many that find the same stale lock, one gets it', async () => {
  writeFileSync(join(directory, 'lock'), JSON.stringify({ pid: 999_999_999, started: '1' }))
  const holders = await Promise.all([1, 2, 3, 4].map(holder))
  expect(holders.filter(({ said }) => said === 'held')).toHaveLength(1)
  for (const { child } of holders) child.kill('SIGKILL')
})

test('a directory that cannot be made is said to be unwritable', async () => {
  writeFileSync(join(directory, 'file'), '')
  await expect(lockDirectory(join(directory, 'file', 'data'))).rejects.toMatchObject({
    code: 'data_unwritable',
  })
})
