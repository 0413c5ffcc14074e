import module from 'node:module'
import type { ErrorCode } from '@loggia/contract'
import type { Flags } from '@loggia/server'

/** What the balancer's process tells a node to be. */
export interface NodeOrder {
  flags: Flags
  /** Token of commands on this machine, the same on all nodes. */
  localToken: string
}

/** What a node tells back, once: that it answers, or why it does not. */
export type NodeReport =
  | { url: string; claimLink?: string | undefined }
  | { code: ErrorCode; detail?: string | undefined; fields?: string[] | undefined }

// The process of one node: it is told what to be, and stops when it is told to or left alone.
module.enableCompileCache?.()
// The terminal tells the whole group; the balancer's process decides when a node stops.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined)

process.once('message', order => {
  run(order as NodeOrder).catch(async (error: unknown) => {
    const { asLoggiaError } = await import('@loggia/contract')
    const { code, detail, fields, cause } = asLoggiaError(error)
    const why = code === 'internal' && cause instanceof Error ? cause.message : detail
    tell({ code, detail: why, fields }, () => process.exit(1))
  })
})

async function run({ flags, localToken }: NodeOrder): Promise<void> {
  const { openServer } = await import('../open-server.ts')
  let stopAsked = () => {}
  const asked = new Promise<void>(resolve => {
    stopAsked = resolve
  })
  process.on('SIGTERM', stopAsked)
  process.on('disconnect', stopAsked)
  const server = await openServer(flags, { localToken })
  tell({ url: server.url, claimLink: server.claimLink })
  await asked
  await server.stop()
  process.exit(0)
}

function tell(report: NodeReport, then: () => void = () => undefined): void {
  if (process.connected) process.send?.(report, undefined, {}, then)
  else then()
}
