import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { cpuMs, freePort } from './processes.ts'

export interface Postgres {
  version: string
  /** Makes an empty database and answers its URL. */
  database(name: string): Promise<string>
  /** Milliseconds of CPU its processes have used; undefined when it is not ours to see. */
  cpuMs(): Promise<number | undefined>
  stop(): Promise<void>
}

/** The Postgres of `TEST_DATABASE_URL`, else a private one with its defaults (so it syncs to disk). */
export async function startPostgres(): Promise<Postgres> {
  const given = process.env.TEST_DATABASE_URL
  if (given) return connectTo(given, { cpuMs: async () => undefined, stop: async () => {} })

  const binaries = findBinaries()
  const owner = process.getuid?.() === 0 ? idsOf('postgres') : undefined
  const data = mkdtempSync(path.join(os.tmpdir(), 'loggia-bench-postgres-'))
  if (owner) chownSync(data, owner.uid, owner.gid)
  const environment = { ...owner, cwd: data, env: { PATH: process.env.PATH, LC_ALL: 'C' } }
  const initialise = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale']
  execFileSync(path.join(binaries, 'initdb'), initialise, { ...environment, stdio: 'ignore' })

  const port = await freePort()
  const settings = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', data]
  const child = spawn(path.join(binaries, 'postgres'), settings, { ...environment, stdio: 'ignore' })
  const gone = new Promise(resolve => child.once('exit', resolve))
  return connectTo(`postgres://postgres@127.0.0.1:${port}/postgres`, {
    cpuMs: () => cpuMs(child.pid ?? 0),
    async stop() {
      child.kill('SIGINT')
      await gone
      rmSync(data, { recursive: true })
    },
  })
}

async function connectTo(url: string, rest: Pick<Postgres, 'cpuMs' | 'stop'>): Promise<Postgres> {
  for (let attempt = 0; ; attempt++) {
    try {
      const [row] = await query(url, 'show server_version')
      const database = async (name: string) => {
        await query(url, `drop database if exists ${name} with (force)`)
        await query(url, `create database ${name}`)
        return Object.assign(new URL(url), { pathname: `/${name}` }).href
      }
      return { version: String(row?.server_version), database, ...rest }
    } catch (error) {
      if (attempt === 100) throw error
      await sleep(100)
    }
  }
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

function findBinaries(): string {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).map(version => `${debian}/${version}/bin`) : []
  const folders = [...(process.env.PATH ?? '').split(':'), ...versions.toReversed()]
  const found = folders.find(folder => folder && existsSync(path.join(folder, 'initdb')))
  if (found) return found
  throw new Error('No Postgres found: install it, set TEST_DATABASE_URL, or pass --targets r1,r2,pglite.')
}

const idsOf = (user: string) => ({
  uid: Number(execFileSync('id', ['-u', user], { encoding: 'utf8' })),
  gid: Number(execFileSync('id', ['-g', user], { encoding: 'utf8' })),
})
