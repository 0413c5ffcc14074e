/** `npm run bench`: measures the rows of the design's chapter on budgets beside R1 and R2. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Bench, openBench } from './bench.ts'
import { describeCommit, describeMachine } from './machine.ts'
import { type Options, type RowName, readOptions, usage } from './options.ts'
import { mergeResults, page, plainTable, type Results } from './report.ts'
import { measureClone } from './rows/clone.ts'
import { measureInstall } from './rows/install.ts'
import { measureKill } from './rows/kill.ts'
import { measureLoad } from './rows/load.ts'
import { measureGrowth, measureMemory } from './rows/memory.ts'
import { measurePrompt } from './rows/prompt.ts'
import { measureResume } from './rows/resume.ts'
import { measureStart } from './rows/start.ts'
import { measureSteps } from './rows/steps.ts'

const root = path.join(import.meta.dirname, '..')
const resultsFile = path.join(root, 'bench/results.json')
const notesFile = path.join(root, 'bench/notes.md')

type Measure = (bench: Bench) => Promise<void>

const alone: Record<Exclude<RowName, 'ttft' | 'cpu' | 'throughput'>, Measure> = {
  start: measureStart,
  memory: measureMemory,
  steps: measureSteps,
  growth: measureGrowth,
  install: measureInstall,
  prompt: measurePrompt,
  kill: measureKill,
  resume: measureResume,
  clone: measureClone,
}

/** Rows that leave servers running come last, so that the others have the machine to themselves. */
function planRows(rows: readonly RowName[]): [string, Measure][] {
  const loaded = rows.filter(row => row === 'ttft' || row === 'cpu' || row === 'throughput')
  const others = (Object.keys(alone) as (keyof typeof alone)[]).filter(row => rows.includes(row))
  const plan = others.map((row): [string, Measure] => [row, alone[row]])
  const steps = plan.findIndex(([row]) => row === 'steps')
  const last = steps < 0 ? [] : plan.splice(steps, 1)
  const load: [string, Measure][] = loaded.length
    ? [[loaded.join(','), bench => measureLoad(bench, loaded)]]
    : []
  return [...plan, ...load, ...last]
}

async function measure(options: Options): Promise<number> {
  const bench = await openBench({ ...options, commit: describeCommit() })
  const failed: string[] = []
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => bench.close().finally(() => process.exit(130)))
  }
  try {
    for (const [name, row] of planRows(options.rows)) {
      bench.say(`-- ${name}`)
      await row(bench).catch((error: Error) => failed.push(`${name} could not be measured: ${error.message}`))
    }
    const postgres = options.targets.includes('postgres') ? (await bench.postgres()).version : undefined
    const results = { machine: describeMachine(postgres), measurements: bench.measurements }
    process.stdout.write(`${plainTable(results.measurements)}\n`)
    if (options.write) writeResults(results)
  } finally {
    await bench.close()
  }
  for (const sentence of new Set(failed)) process.stderr.write(`${sentence}\n`)
  return failed.length ? 1 : 0
}

function writeResults(fresh: Results) {
  const old = existsSync(resultsFile) ? (JSON.parse(readFileSync(resultsFile, 'utf8')) as Results) : undefined
  const results = mergeResults(old, fresh)
  const notes = existsSync(notesFile) ? readFileSync(notesFile, 'utf8') : ''
  writeFileSync(resultsFile, `${JSON.stringify(results, null, 2)}\n`)
  writeFileSync(path.join(root, 'docs/reference/kpis.md'), page(results, notes))
}

try {
  process.exitCode = await measure(readOptions(process.argv.slice(2)))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${usage}\n`)
  process.exitCode = 1
}
