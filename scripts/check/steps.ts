import { spawn } from 'node:child_process'
import { root } from '../run/root.mjs'

export interface Step {
  name: string
  command: string
  args: string[]
}

export interface Outcome {
  name: string
  passed: boolean
  seconds: number
  output: string
}

/** Runs the steps, as many at once as `workers`, and reports each as it ends. */
export async function runSteps(
  steps: Step[],
  workers: number,
  report: (outcome: Outcome) => void,
): Promise<boolean> {
  const waiting = [...steps]
  let passed = true
  const work = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const outcome = await runStep(step)
      passed &&= outcome.passed
      report(outcome)
    }
  }
  await Promise.all(Array.from({ length: workers }, work))
  return passed
}

function runStep({ name, command, args }: Step): Promise<Outcome> {
  const started = performance.now()
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', chunk => {
      output += chunk
    })
  return new Promise(resolve => {
    const end = (passed: boolean) =>
      resolve({ name, passed, output, seconds: (performance.now() - started) / 1000 })
    child.on('error', error => {
      output += error.message
      end(false)
    })
    child.on('close', code => end(code === 0))
  })
}
