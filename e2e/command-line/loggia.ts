import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { vi } from 'vitest'

// Each test starts processes, some of them servers: on a busy machine they take their time.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const commandFile = fileURLToPath(new URL('../../cli/src/main.ts', import.meta.url))

export interface Surroundings {
  env?: Record<string, string>
  cwd?: string
  /** Standard input; empty when absent. */
  stdin?: string | Uint8Array
}

export interface Outcome {
  status: number | null
  stdout: string
  stderr: string
}

/** A process of the command line, with nothing of the machine's own settings. */
function open(args: readonly string[], { env = {}, cwd = tmpdir() }: Surroundings): ChildProcess {
  const { PATH = '', HOME = '', NODE_COMPILE_CACHE } = process.env
  const inherited = { PATH, HOME, ...(NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE }) }
  return spawn(process.execPath, [commandFile, ...args], { cwd, env: { ...inherited, ...env } })
}

/** Runs a command to its end. */
export async function loggia(args: readonly string[], around: Surroundings = {}): Promise<Outcome> {
  const child = open(args, around)
  const heard = listen(child)
  child.stdin?.on('error', () => undefined)
  child.stdin?.end(around.stdin ?? '')
  const [status] = (await once(child, 'close')) as [number | null]
  return { status, ...heard }
}

export interface Started {
  child: ChildProcess
  heard: { stdout: string; stderr: string }
  /** Resolves when the output holds this; the match. Throws with the output when the process ends first. */
  until(pattern: RegExp): Promise<RegExpExecArray>
  /** Sends a signal and waits for the end; the exit status. */
  end(signal?: NodeJS.Signals): Promise<number | null>
}

/** Starts a command that goes on. */
export function start(args: readonly string[], around: Surroundings = {}): Started {
  const child = open(args, around)
  const heard = listen(child)
  if (around.stdin !== undefined) child.stdin?.end(around.stdin)
  const closed = once(child, 'close') as Promise<[number | null]>
  return {
    child,
    heard,
    until: pattern =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(heard.stdout) ?? pattern.exec(heard.stderr)
          if (match) settle(() => resolve(match))
        }
        const fail = (status: number | null) =>
          settle(() => reject(new Error(`ended with ${status}:\n${heard.stdout}${heard.stderr}`)))
        const settle = (end: () => void) => {
          for (const stream of [child.stdout, child.stderr]) stream?.off('data', look)
          child.off('close', fail)
          end()
        }
        for (const stream of [child.stdout, child.stderr]) stream?.on('data', look)
        child.once('close', fail)
        look()
      }),
    async end(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal)
      return (await closed)[0]
    },
  }
}

function listen(child: ChildProcess): { stdout: string; stderr: string } {
  const heard = { stdout: '', stderr: '' }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    heard.stdout += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    heard.stderr += text
  })
  return heard
}

/** A folder of its own; the answer removes it. */
export function makeFolder(name: string): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `loggia-${name}-`))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Starts a server on a data directory and waits until it answers. */
export async function startServer(
  data: string,
  around: Surroundings = {},
): Promise<Started & { url: string }> {
  const server = start(['start', '--port', '0', '--data', data], around)
  const [, url = ''] = await server.until(/answers at (http:\/\/\S+)/)
  return { ...server, url }
}
