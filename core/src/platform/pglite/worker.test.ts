import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { serialize } from 'pg-protocol'
import { expect, onTestFinished, test } from 'vitest'
import { testDirectory } from '../testing.ts'
import type { FromWorker, ToWorker } from './worker.ts'

test('the thread keeps nothing of what it has answered', async () => {
  const directory = await testDirectory()
  const worker = new Worker(new URL('./worker.ts', import.meta.url))
  onTestFinished(async () => {
    await worker.terminate()
    rmSync(directory, { recursive: true })
  })
  const ask = async (message: ToWorker) => {
    worker.postMessage(message)
    const [answer] = await once(worker, 'message')
    return answer as FromWorker
  }
  await ask({ open: join(directory, 'pglite') })
  const megabyte = serialize.query("select repeat('x', 1000000)")
  const before = await worker.getHeapStatistics()
  for (let n = 0; n < 50; n++) {
    const answer = await ask({ bytes: megabyte })
    const chunks = 'chunks' in answer ? answer.chunks : []
    expect(chunks.reduce((sum, chunk) => sum + chunk.length, 0)).toBeGreaterThan(1_000_000)
  }
  const after = await worker.getHeapStatistics()
  expect(after.used_heap_size - before.used_heap_size).toBeLessThan(10_000_000)
})
