import { fork } from 'node:child_process'
import { once } from 'node:events'
import { extname } from 'node:path'
import { LoggiaError } from '@loggia/contract'
import type { NodeOrder, NodeReport } from './run-node.ts'

export interface NodeProcess {
  url: string
  claimLink: string | undefined
  /** Resolves when the process has ended, whatever ended it. */
  ended: Promise<void>
  /** Asks it to stop, as a server stops; after `seconds` it is ended. */
  stop(seconds: number): Promise<void>
}

/** Starts a node as a process of its own and waits until it answers. Throws what kept it from starting. */
export async function startNode(order: NodeOrder, environment: NodeJS.ProcessEnv): Promise<NodeProcess> {
  const child = fork(new URL(`./run-node${extname(import.meta.url)}`, import.meta.url), { env: environment })
  const ended = new Promise<void>(resolve => {
    child.once('exit', () => resolve())
    child.on('error', () => resolve())
  })
  child.send(order)
  const report = (await Promise.race([once(child, 'message').then(([message]) => message), ended])) as
    | NodeReport
    | undefined
  if (report === undefined)
    throw new LoggiaError('internal', { detail: `A node ended with status ${child.exitCode} at its start.` })
  if ('code' in report) {
    const { code, detail, fields } = report
    throw new LoggiaError(code, {
      ...(detail !== undefined && { detail }),
      ...(fields !== undefined && { fields }),
    })
  }
  return {
    url: report.url,
    claimLink: report.claimLink,
    ended,
    async stop(seconds) {
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), seconds * 1000)
      await ended
      clearTimeout(late)
    },
  }
}
