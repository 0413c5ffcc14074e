import type { Bench } from '../bench.ts'
import { startReference } from '../targets/references.ts'

/** Process start to healthy: on an empty home, then on the home that this left behind; each round anew. */
export async function measureStart(bench: Bench): Promise<void> {
  const first = new Map(bench.engines.map(id => [id, [] as number[]]))
  const again = new Map(bench.engines.map(id => [id, [] as number[]]))
  const reference: number[] = []
  for (let round = 0; round < Math.max(bench.settings.rounds, 3); round++) {
    if (bench.settings.targets.includes('r2')) {
      const { server } = await startReference('r2', bench.modelUrl, bench.folder)
      reference.push(server.startedMs / 1000)
      await server.stop()
    }
    for (const id of bench.engines) {
      const home = await bench.home(id, `start${round}`)
      for (const samples of [first, again]) {
        const { server } = await bench.start(home)
        samples.get(id)?.push(server.startedMs / 1000)
        await server.stop()
      }
    }
  }
  if (reference.length) bench.record('start', 'r2', reference)
  for (const id of bench.engines) {
    bench.record('start', id, again.get(id) ?? [])
    bench.record('start-first', id, first.get(id) ?? [])
  }
}
