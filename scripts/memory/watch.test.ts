import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../run/root.mjs'
import { type Process, treeOf } from './process-tree.mjs'

const watched = (limit: number, script: string) =>
  spawnSync(
    process.execPath,
    [join(root, 'scripts/memory/watch.mjs'), 'sample', String(limit), process.execPath, '-e', script],
    { encoding: 'utf8' },
  )

test('a grandchild’s memory counts, and going over the limit ends the tree and names the largest', () => {
  const glutton = `globalThis.kept = Buffer.alloc(400e6, 1); setInterval(() => {}, 1000)`
  const answer = watched(
    300,
    `require('child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(glutton)}])`,
  )
  expect(answer.status).toBe(1)
  expect(answer.stderr).toMatch(/sample takes \d+ MB, more than its 300 MB/)
  expect(answer.stderr).toContain('Buffer.alloc(400e6')
})

test('below the limit the exit status is the command’s and the peak is printed', () => {
  const answer = watched(2000, 'process.exit(3)')
  expect(answer.status).toBe(3)
  expect(answer.stderr).toMatch(/sample: at most \d+ of 2000 MB/)
})

test('a process that lost its parent stays in the tree it was seen in, with its children', () => {
  const one = (pid: number, parent: number, session = 1): Process => ({
    pid,
    parent,
    session,
    started: '1',
    command: '',
  })
  const seen = new Set<string>()
  treeOf([one(10, 1), one(11, 10), one(12, 11)], 10, seen)
  const later = treeOf([one(10, 1), one(12, 1), one(13, 12), one(14, 1)], 10, seen)
  expect(later.map(({ pid }) => pid)).toEqual([12, 13])
})

test('what a daemon starts inside its own session belongs to the tree', () => {
  const daemon: Process = { pid: 11, parent: 10, session: 11, started: '1', command: '' }
  const orphan: Process = { pid: 15, parent: 1, session: 11, started: '2', command: '' }
  expect(treeOf([daemon, orphan], 10, new Set()).map(({ pid }) => pid)).toEqual([11, 15])
})
