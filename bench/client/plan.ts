import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Marks } from './connection.ts'

/** One request of a plan: where it goes and its JSON body. */
export interface PlannedRequest {
  path: string
  body: string
}

/** What the load generator does: `streams` connections, each sending its requests one after the other. */
export interface Plan {
  url: string
  headers: Record<string, string>
  marks: Marks
  /** Per stream its requests, in order. */
  streams: PlannedRequest[][]
}

/** What it saw. Times in milliseconds. */
export interface Load {
  messages: number
  seconds: number
  firstToken: { p50: number; p95: number }
  total: { p50: number; p95: number }
  errors: number
  /** The first few errors in words. */
  samples: string[]
}

const generator = fileURLToPath(new URL('./load.ts', import.meta.url))

/** Runs a plan in a process of its own, so that its work is not counted as anybody else's. */
export async function runPlan(plan: Plan): Promise<Load> {
  const child = spawn(process.execPath, [generator], { stdio: ['pipe', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  child.stdin.end(JSON.stringify(plan))
  const code = await new Promise(resolve => child.once('close', resolve))
  if (code !== 0) throw new Error(`The load generator ended with ${code}.`)
  // JSON writes NaN, the time of what never came, as null.
  return JSON.parse(output, (_, value) => value ?? Number.NaN) as Load
}
