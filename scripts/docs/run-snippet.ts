import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { houseEnvironment } from '../run/hand-over.mjs'
import { freePort } from '../test/free-port.ts'
import { copyRepository } from './copy-repository.ts'
import type { Snippet } from './snippets.ts'

export interface Scratch {
  /** Runs the snippet and gives its output. Throws with the output when it fails. */
  run(snippet: Snippet): Promise<string>
  close(): Promise<void>
}

const secondsPerSnippet = 240

/** A copy of the repository, as a reader has it after cloning and installing. */
export function openScratch(): Scratch {
  const above = mkdtempSync(join(tmpdir(), 'loggia-docs-'))
  const folder = join(above, 'loggia')
  copyRepository(folder)
  const running: ChildProcess[] = []
  const port = freePort()
  let count = 0

  return {
    async run(written) {
      // Pages say the port that a server takes by itself; here many run beside each other.
      const snippet = { ...written, code: written.code.replaceAll(':3000', `:${await port}`) }
      const env = { ...withoutKeys(houseEnvironment()), PORT: String(await port), CI: 'true', NO_COLOR: '1' }
      const file = join(folder, snippet.file ?? `snippet-${++count}.ts`)
      mkdirSync(dirname(file), { recursive: true })
      if (snippet.language === 'ts') writeFileSync(file, snippet.code)
      const [command, args] = commandFor(snippet, file)
      // A group of its own, so that what a shell started can be ended with it.
      const child = spawn(command, args, { cwd: folder, env, detached: true })
      if (snippet.until) running.push(child)
      return outputOf(child, snippet)
    },
    async close() {
      for (const child of running.reverse()) await endGroup(child)
      rmSync(above, { recursive: true, force: true })
    },
  }
}

/** A reader has no key of ours, nor our database. */
const withoutKeys = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) => !/_API_KEY$|^(APP_)?DATABASE_URL$|^LOGGIA_(?!CHROMIUM)/.test(name),
    ),
  )

/** A test is run by vitest, other TypeScript by node, the rest by a shell that stops at the first failure. */
function commandFor({ language, code }: Snippet, file: string): [string, string[]] {
  if (language === 'sh') return ['bash', ['-euo', 'pipefail', '-c', code]]
  if (file.endsWith('.test.ts')) return ['vitest', ['run', file]]
  return [process.execPath, [file]]
}

function outputOf(child: ChildProcess, { until, types }: Snippet): Promise<string> {
  let output = ''
  child.stdin?.end(types === undefined ? '' : `${types}\n`)
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`${why}:\n${output}`))
    const timer = setTimeout(() => {
      fail(
        until
          ? `did not print "${until}" in ${secondsPerSnippet} s`
          : `did not end in ${secondsPerSnippet} s`,
      )
      void endGroup(child)
    }, secondsPerSnippet * 1000)
    const hear = (chunk: Buffer) => {
      output += chunk
      if (!until || !output.includes(until)) return
      clearTimeout(timer)
      resolve(output)
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.on('error', error => fail(error.message))
    child.on('close', status => {
      clearTimeout(timer)
      if (until) fail(`ended with status ${status} before it printed "${until}"`)
      else if (status !== 0) fail(`ended with status ${status}`)
      else resolve(output)
    })
  })
}

async function endGroup(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return
  const gone = new Promise(resolve => child.once('close', resolve))
  process.kill(-child.pid, 'SIGTERM')
  await gone
}
