import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Postgres, startPostgres } from './postgres.ts'
import { freePort, type Server, startServer } from './processes.ts'
import { median } from './statistics.ts'
import { type Home, type Loggia, startLoggia } from './targets/loggia.ts'
import { startReference } from './targets/references.ts'
import { type Target, type TargetId, targetTitles } from './targets/target.ts'

/** A number that was measured: the median of its samples, in the unit of its budget. */
export interface Measurement {
  budget: string
  target: TargetId
  value: number
  samples: number[]
  errors: number
  note?: string
  measuredAt: string
  commit: string
}

export interface Settings {
  targets: readonly TargetId[]
  quick: boolean
  rounds: number
  commit: string
}

/** What a row gets: where to start servers, and where to put its numbers. */
export interface Bench {
  settings: Settings
  folder: string
  modelUrl: string
  /** The engines among the chosen targets. */
  engines: readonly Home['id'][]
  postgres(): Promise<Postgres>
  /** The target under load, started at its first use and kept until the end. */
  target(id: TargetId): Promise<Target>
  /** A new, empty home; on Postgres a new database. */
  home(id: Home['id'], name: string): Promise<Home>
  start(home: Home): Promise<Loggia>
  record(budget: string, target: TargetId, samples: number[], more?: { errors?: number; note?: string }): void
  measurements: Measurement[]
  say(line: string): void
  close(): Promise<void>
}

/** Opens the bench: a folder for everything it writes, and the mock model. */
export async function openBench(settings: Settings): Promise<Bench> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'loggia-bench-'))
  const running: Server[] = []
  const targets = new Map<TargetId, Promise<Target>>()
  let postgres: Promise<Postgres> | undefined
  const model = await startServer({
    name: 'model',
    args: [fileURLToPath(new URL('./model/server.ts', import.meta.url))],
    port: await freePort(),
    env: {},
    health: '/v1/models',
    logs: folder,
  })
  const modelUrl = `${model.url}/v1`

  const bench: Bench = {
    settings,
    folder,
    modelUrl,
    engines: settings.targets.filter(id => id === 'pglite' || id === 'postgres'),
    measurements: [],
    postgres: () => (postgres ??= startPostgres()),
    target(id) {
      const known = targets.get(id) ?? open(id)
      targets.set(id, known)
      return known
    },
    async home(id, name) {
      const data = path.join(folder, `${id}-${name}`)
      if (id === 'pglite') return { id, data }
      return { id, data, databaseUrl: await (await bench.postgres()).database(`bench_${name}`) }
    },
    async start(home) {
      const loggia = await startLoggia(home, modelUrl, folder)
      running.push(loggia.server)
      return loggia
    },
    record(budget, target, samples, more) {
      const [value, errors] = [median(samples), more?.errors ?? 0]
      const measuredAt = new Date().toISOString()
      const note = more?.note === undefined ? {} : { note: more.note }
      const { commit } = settings
      bench.measurements.push({ budget, target, value, samples, errors, ...note, measuredAt, commit })
      bench.say(`${budget} ${targetTitles[target]}: ${value.toFixed(2)}${errors ? `, ${errors} errors` : ''}`)
    },
    say: line => process.stderr.write(`${line}\n`),
    async close() {
      await Promise.all([model, ...running].map(server => server.stop()))
      await (await postgres)?.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }

  async function open(id: TargetId): Promise<Target> {
    if (id === 'pglite' || id === 'postgres') return bench.start(await bench.home(id, 'load'))
    const target = await startReference(id, modelUrl, folder)
    running.push(target.server)
    return target
  }
  return bench
}
