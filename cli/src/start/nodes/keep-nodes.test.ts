import { expect, test } from 'vitest'
import { keepNodes } from './keep-nodes.ts'
import type { NodeProcess } from './node-process.ts'
import { openRotation } from './rotation.ts'

/** Nodes that live until the test ends them; `failures` starts go wrong first. */
function world() {
  const started: (NodeProcess & { die(): void; wasStopped: boolean })[] = []
  const told: string[] = []
  const rotation = openRotation()
  const state = { failures: 0 }
  return {
    started,
    told,
    rotation,
    state,
    urls: () => rotation.members.map(({ url }) => url),
    tell: (line: string) => void told.push(line),
    async start() {
      if (state.failures-- > 0) throw new Error('no memory')
      const ended = Promise.withResolvers<void>()
      const node = {
        url: `http://node-${started.length}`,
        claimLink: undefined,
        ended: ended.promise,
        die: () => ended.resolve(),
        wasStopped: false,
        async stop() {
          node.wasStopped = true
          ended.resolve()
        },
      }
      started.push(node)
      return node
    },
  }
}

test('one that dies leaves the rotation at once, and is replaced even when the first starts fail', async () => {
  const house = world()
  const kept = await keepNodes({ count: 2, ...house })
  expect(house.urls()).toEqual(['http://node-0', 'http://node-1'])
  house.state.failures = 1
  house.started[0]?.die()
  await expect.poll(house.urls, { timeout: 10_000 }).toEqual(['http://node-1', 'http://node-2'])
  expect(house.told).toEqual([
    'The node at http://node-0 ended by itself; another takes its place.',
    'A node could not be started: no memory',
  ])
  await kept.stop()
  expect(house.urls()).toEqual([])
  expect(house.started.slice(1).every(({ wasStopped }) => wasStopped)).toBe(true)
})

test('a restart replaces each; when a new one cannot start, the old ones go on', async () => {
  const house = world()
  const kept = await keepNodes({ count: 2, ...house })
  await kept.restart()
  expect(house.urls()).toEqual(['http://node-2', 'http://node-3'])
  house.state.failures = 1
  await expect(kept.restart()).rejects.toThrow('no memory')
  expect(house.urls()).toEqual(['http://node-2', 'http://node-3'])
  await kept.restart()
  expect(house.urls()).toEqual(['http://node-4', 'http://node-5'])
  expect(house.told).toEqual([])
  await kept.stop()
})

test('when one of several cannot start at first, those that did are stopped', async () => {
  const house = world()
  const starts = [house.start, house.start, () => Promise.reject(new Error('port'))]
  const start = () => (starts.shift() ?? house.start)()
  await expect(keepNodes({ count: 3, ...house, start })).rejects.toThrow('port')
  expect(house.started.map(({ wasStopped }) => wasStopped)).toEqual([true, true])
  expect(house.urls()).toEqual([])
})
