import { setTimeout as sleep } from 'node:timers/promises'
import type { Bench } from '../bench.ts'
import { runPlan } from '../client/plan.ts'
import { memoryMb } from '../processes.ts'
import type { Loggia } from '../targets/loggia.ts'
import { startReference } from '../targets/references.ts'
import type { Target } from '../targets/target.ts'

const idleMs = (bench: Bench) => (bench.settings.quick ? 5_000 : 20_000)

/** Resident memory of the process tree some seconds after its first reply; the note has the PSS. */
export async function measureMemory(bench: Bench): Promise<void> {
  const measure = async (target: Target) => {
    await send(target, 1, 1)
    await sleep(idleMs(bench))
    const { rss, pss } = await memoryMb(target.server.pid)
    bench.record('memory', target.id, [rss], { note: `PSS ${pss.toFixed(0)} MB` })
    await target.server.stop()
  }
  if (bench.settings.targets.includes('r2')) {
    await measure(await startReference('r2', bench.modelUrl, bench.folder))
  }
  for (const id of bench.engines) {
    const home = await bench.home(id, 'memory')
    // The first process makes the agent, so that the measured one is an ordinary later start.
    const maker = await bench.start(home)
    await maker.conversation('unpaced')
    await maker.server.stop()
    await measure(await bench.start(home))
  }
}

/**
 * Resident memory of a process that has been idle for a minute: the least of twenty readings. One that has just
 * worked holds some 100 MB of garbage, which V8 takes away once nothing has happened for 8 seconds or more, and
 * a minute after the start the job queue looks after itself for the first time, which stays in memory.
 */
async function idleMemoryMb(bench: Bench, pid: number): Promise<number> {
  await sleep(bench.settings.quick ? 1_000 : 60_000)
  let least = Number.POSITIVE_INFINITY
  for (let reading = 0; reading < 20; reading++) {
    await sleep(bench.settings.quick ? 200 : 1_000)
    least = Math.min(least, (await memoryMb(pid)).rss)
  }
  return least
}

/** Resident memory after 10,000 messages minus that after 2,000, each time idle again. */
export async function measureGrowth(bench: Bench): Promise<void> {
  const scale = bench.settings.quick ? 10 : 1
  for (const id of bench.engines) {
    const loggia: Loggia = await bench.start(await bench.home(id, 'growth'))
    const errors = await send(loggia, 10, 200 / scale)
    const early = await idleMemoryMb(bench, loggia.server.pid)
    const later = await send(loggia, 10, 800 / scale)
    const late = await idleMemoryMb(bench, loggia.server.pid)
    const size = scale === 1 ? '' : `; only ${2_000 / scale} to ${10_000 / scale} messages`
    const note = `${early.toFixed(0)} MB to ${late.toFixed(0)} MB${size}`
    bench.record('growth', id, [late - early], { errors: errors + later, note })
    await loggia.server.stop()
  }
}

async function send(target: Target, streams: number, each: number): Promise<number> {
  const { server, headers, marks } = target
  const requests = await target.requests('unpaced', streams, each)
  return (await runPlan({ url: server.url, headers, marks, streams: requests })).errors
}
