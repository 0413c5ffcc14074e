import type { Bench } from '../bench.ts'
import { type Load, runPlan } from '../client/plan.ts'
import { type Mode, pace } from '../model/script.ts'
import { cpuMs } from '../processes.ts'
import { type Target, type TargetId, targetTitles } from '../targets/target.ts'

interface Scenario {
  mode: Mode
  streams: number
  /** Messages of each stream in one round: whole, and in a quick run. */
  each: number
  quick: number
}

const scenarios = {
  'paced-1': { mode: 'paced', streams: 1, each: 20, quick: 5 },
  'paced-100': { mode: 'paced', streams: 100, each: 5, quick: 2 },
  'paced-500': { mode: 'paced', streams: 500, each: 3, quick: 1 },
  'unpaced-10': { mode: 'unpaced', streams: 10, each: 150, quick: 40 },
} satisfies Record<string, Scenario>

type ScenarioId = keyof typeof scenarios

/** What one round of a scenario on one target gave. */
interface Round extends Load {
  cpuPerMessage: number
  postgresCpuPerMessage: number | undefined
}

interface Reading {
  budget: string
  scenario: ScenarioId
  read(round: Round): number
  note?(rounds: Round[]): string | undefined
}

const added = (round: Round) => round.firstToken.p50 - pace.first
const p95 = (rounds: Round[]) =>
  `p95 ${rounds.map(round => (round.firstToken.p95 - pace.first).toFixed(1)).join(', ')}`
const postgresCpu = (rounds: Round[]) => {
  const values = rounds.flatMap(round => round.postgresCpuPerMessage ?? [])
  return values.length
    ? `Postgres itself ${values.map(value => value.toFixed(2)).join(', ')} ms more`
    : undefined
}

const readings: Record<'ttft' | 'cpu' | 'throughput', Reading[]> = {
  ttft: [
    { budget: 'ttft-1', scenario: 'paced-1', read: added, note: p95 },
    { budget: 'ttft-100', scenario: 'paced-100', read: added, note: p95 },
    { budget: 'ttft-500', scenario: 'paced-500', read: added, note: p95 },
  ],
  cpu: [
    { budget: 'cpu-unpaced', scenario: 'unpaced-10', read: round => round.cpuPerMessage, note: postgresCpu },
    { budget: 'cpu-paced', scenario: 'paced-100', read: round => round.cpuPerMessage, note: postgresCpu },
  ],
  throughput: [
    { budget: 'throughput', scenario: 'unpaced-10', read: round => round.messages / round.seconds },
  ],
}

/**
 * The rows under load, in rounds that take the targets in turn (A B C, A B C), so that a slow minute of
 * the machine falls on all of them. Each scenario runs once a round, whatever number of rows reads it.
 */
export async function measureLoad(bench: Bench, rows: ('ttft' | 'cpu' | 'throughput')[]): Promise<void> {
  const wanted = rows.flatMap(row => readings[row])
  const ids = (Object.keys(scenarios) as ScenarioId[]).filter(id => wanted.some(one => one.scenario === id))
  const rounds = new Map<string, Round[]>()
  for (const id of bench.settings.targets) await warmUp(await bench.target(id))

  for (let round = 1; round <= bench.settings.rounds; round++) {
    for (const id of ids) {
      for (const targetId of bench.settings.targets) {
        const result = await runScenario(bench, await bench.target(targetId), scenarios[id])
        const key = `${id} ${targetId}`
        rounds.set(key, [...(rounds.get(key) ?? []), result])
        bench.say(`round ${round}, ${id}, ${targetTitles[targetId]}: ${describe(result)}`)
      }
    }
  }
  for (const reading of wanted) {
    for (const target of bench.settings.targets) {
      report(bench, reading, target, rounds.get(`${reading.scenario} ${target}`) ?? [])
    }
  }
}

function report(bench: Bench, reading: Reading, target: TargetId, rounds: Round[]) {
  const errors = rounds.reduce((sum, round) => sum + round.errors, 0)
  const first = rounds.flatMap(round => round.samples)[0]
  const note = [reading.note?.(rounds), first && `first error: ${first}`].filter(Boolean).join('; ')
  bench.record(reading.budget, target, rounds.map(reading.read), { errors, ...(note && { note }) })
}

const describe = (round: Round) =>
  `first token ${round.firstToken.p50.toFixed(1)} ms, ${(round.messages / round.seconds).toFixed(0)} messages/s, ${round.cpuPerMessage.toFixed(2)} ms CPU a message, ${round.errors} errors`

/** Enough messages that the compiler has seen the hot path of every target. */
async function warmUp(target: Target) {
  for (const [mode, each] of [
    ['unpaced', 60],
    ['paced', 4],
  ] as const) {
    const streams = await target.requests(mode, 10, each)
    await runPlan({ url: target.server.url, headers: target.headers, marks: target.marks, streams })
  }
}

async function runScenario(bench: Bench, target: Target, scenario: Scenario): Promise<Round> {
  const each = bench.settings.quick ? scenario.quick : scenario.each
  const streams = await target.requests(scenario.mode, scenario.streams, each)
  const { server, headers, marks } = target
  const postgres = target.id === 'postgres' ? await bench.postgres() : undefined
  const before = await Promise.all([cpuMs(server.pid), postgres?.cpuMs()])
  const load = await runPlan({ url: server.url, headers, marks, streams })
  const after = await Promise.all([cpuMs(server.pid), postgres?.cpuMs()])
  const ofPostgres = after[1] === undefined || before[1] === undefined ? undefined : after[1] - before[1]
  return {
    ...load,
    cpuPerMessage: (after[0] - before[0]) / load.messages,
    postgresCpuPerMessage: ofPostgres === undefined ? undefined : ofPostgres / load.messages,
  }
}
