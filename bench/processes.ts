import { spawn } from 'node:child_process'
import { createWriteStream, readFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import http from 'node:http'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Server {
  pid: number
  url: string
  /** Milliseconds from spawn to the first 200 of the health path. */
  startedMs: number
  /** Ends the process and all its children: politely, or with SIGKILL at once. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

export interface Launch {
  name: string
  /** The program; the Node that runs the bench when absent. */
  command?: string
  args: string[]
  port: number
  env: NodeJS.ProcessEnv
  /** Path that answers 200 when the server can serve. */
  health: string
  /** Folder for the server's output. */
  logs: string
  cwd?: string
  /** How long it may take to become healthy; 60 when absent. */
  patienceSeconds?: number
}

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const { port } = server.address() as net.AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}

/** Starts a server's process and waits until it is healthy. */
export async function startServer(launch: Launch): Promise<Server> {
  const log = path.join(launch.logs, `${launch.name.replaceAll(' ', '-')}.log`)
  const output = createWriteStream(log, { flags: 'a' })
  await new Promise(resolve => output.once('open', resolve))
  const startedAt = performance.now()
  const child = spawn(launch.command ?? process.execPath, launch.args, {
    stdio: ['ignore', output, output],
    cwd: launch.cwd,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...launch.env, PORT: String(launch.port) },
  })
  const pid = child.pid ?? 0
  const gone = new Promise<void>(resolve => child.once('exit', () => resolve()))
  let ended = false
  gone.then(() => {
    ended = true
  })
  const url = `http://127.0.0.1:${launch.port}`
  while (!(await answers(`${url}${launch.health}`))) {
    if (ended || performance.now() - startedAt > (launch.patienceSeconds ?? 60) * 1000) {
      child.kill('SIGKILL')
      throw new Error(`${launch.name} did not become healthy; the end of ${log}:\n${tail(log)}`)
    }
    await sleep(3)
  }
  const startedMs = performance.now() - startedAt
  return {
    pid,
    url,
    startedMs,
    async stop(signal = 'SIGTERM') {
      if (ended) return
      const all = await tree(pid)
      for (const each of signal === 'SIGKILL' ? all : [pid]) tryKill(each, signal)
      const late = setTimeout(() => {
        for (const each of all) tryKill(each, 'SIGKILL')
      }, 15_000)
      await gone
      clearTimeout(late)
      output.close()
    },
  }
}

function tryKill(pid: number, signal: NodeJS.Signals) {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended by itself, which is what was wanted.
  }
}

const tail = (file: string) => readFileSync(file, 'utf8').slice(-1_000)

const answers = (url: string) =>
  new Promise<boolean>(resolve => {
    const request = http.get(url, { agent: false }, response => {
      response.resume()
      resolve(response.statusCode === 200)
    })
    request.on('error', () => resolve(false))
    request.setTimeout(2_000, () => request.destroy())
  })

/** The process and all its descendants that live now. */
export async function tree(pid: number): Promise<number[]> {
  const tasks = await readdir(`/proc/${pid}/task`).catch(() => [])
  const lists = await Promise.all(
    tasks.map(task => readFile(`/proc/${pid}/task/${task}/children`, 'utf8').catch(() => '')),
  )
  const children = lists.flatMap(list => list.split(' ').filter(Boolean).map(Number))
  const below = await Promise.all(children.map(tree))
  return [pid, ...below.flat()]
}

/** Clock ticks a second in /proc/<pid>/stat; 100 on every Linux that Node runs on. */
const ticksPerSecond = 100

/** Milliseconds of CPU, user and system, that the process tree has used; all threads included. */
export async function cpuMs(pid: number): Promise<number> {
  let ticks = 0
  for (const each of await tree(pid)) {
    const stat = await readFile(`/proc/${each}/stat`, 'utf8').catch(() => '')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    ticks += Number(fields[11] ?? 0) + Number(fields[12] ?? 0)
  }
  return (ticks * 1000) / ticksPerSecond
}

/** Megabytes (10^6 bytes) that the process tree holds: resident, and with shared pages divided (PSS). */
export async function memoryMb(pid: number): Promise<{ rss: number; pss: number }> {
  let rss = 0
  let pss = 0
  for (const each of await tree(pid)) {
    const rollup = await readFile(`/proc/${each}/smaps_rollup`, 'utf8').catch(() => '')
    rss += kilobytes(rollup, 'Rss')
    pss += kilobytes(rollup, 'Pss')
  }
  return { rss: (rss * 1024) / 1e6, pss: (pss * 1024) / 1e6 }
}

const kilobytes = (rollup: string, name: string) =>
  Number(new RegExp(`^${name}: +(\\d+)`, 'm').exec(rollup)?.[1] ?? 0)
