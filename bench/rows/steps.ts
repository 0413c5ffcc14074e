import type { Bench } from '../bench.ts'
import { runPlan } from '../client/plan.ts'
import { stepsMs } from '../model/script.ts'
import type { TargetId } from '../targets/target.ts'

/** Three steps with two tool calls each, then the text, ten runs at once: what the loop itself adds, p95. */
export async function measureSteps(bench: Bench): Promise<void> {
  const targets = bench.settings.targets.filter(id => id !== 'r1')
  const each = bench.settings.quick ? 2 : 5
  const samples = new Map(targets.map(id => [id, [] as number[]]))
  const errors = new Map<TargetId, { count: number; note: string }>()
  for (let round = 0; round <= bench.settings.rounds; round++) {
    for (const id of targets) {
      const target = await bench.target(id)
      const streams = await target.requests('steps', 10, round === 0 ? 1 : each)
      const { server, headers, marks } = target
      const load = await runPlan({ url: server.url, headers, marks, streams })
      // Round 0 warms up and does not count.
      if (round > 0) samples.get(id)?.push(load.total.p95 - stepsMs)
      if (load.errors > 0) {
        const count = load.errors + (errors.get(id)?.count ?? 0)
        errors.set(id, { count, note: `last error: ${load.samples[0]}` })
      }
    }
  }
  for (const id of targets) {
    const failed = errors.get(id)
    bench.record('steps', id, samples.get(id) ?? [], failed && { errors: failed.count, note: failed.note })
  }
}
