import { execFileSync } from 'node:child_process'
import os from 'node:os'

/** What a number depends on beside the code. */
export interface Machine {
  processor: string
  cores: number
  memoryGb: number
  system: string
  node: string
  postgres?: string
}

/** The facts of the machine that the bench runs on. */
export function describeMachine(postgres: string | undefined): Machine {
  return {
    processor: os.cpus()[0]?.model ?? 'unknown',
    cores: os.availableParallelism(),
    memoryGb: Math.round(os.totalmem() / 1e9),
    system: `${os.type()} ${os.arch()}`,
    node: process.versions.node,
    ...(postgres !== undefined && { postgres }),
  }
}

/** The commit that is measured, with "+" when files differ from it. */
export function describeCommit(): string {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim()
  return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain', '-uno') ? '+' : '')
}
