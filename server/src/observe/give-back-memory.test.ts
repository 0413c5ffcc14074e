import { constants, PerformanceObserver } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import { giveBackMemory } from './give-back-memory.ts'

const forced = constants.NODE_PERFORMANCE_GC_FLAGS_ALL_AVAILABLE_GARBAGE

test('memory is given back when a node that has grown is quiet, once, and not before', async () => {
  let collections = 0
  const observer = new PerformanceObserver(list => {
    for (const { detail } of list.getEntries() as unknown as { detail: { flags: number } }[]) {
      if (detail.flags & forced) collections++
    }
  })
  observer.observe({ entryTypes: ['gc'] })
  let busy = true
  const stop = giveBackMemory(() => busy, 20)
  const grown = Array.from({ length: 1_500_000 }, (_, index) => ({ index, name: [index] }))
  await new Promise(resolve => setTimeout(resolve, 200))
  expect(collections).toBe(0)
  busy = false
  await expect.poll(() => collections, { timeout: 5_000 }).toBeGreaterThan(0)
  // One request of ours is several passes of V8.
  await new Promise(resolve => setTimeout(resolve, 500))
  const passes = collections
  await new Promise(resolve => setTimeout(resolve, 500))
  expect(collections).toBe(passes)
  expect(grown).toHaveLength(1_500_000)
  stop()
  observer.disconnect()
})
