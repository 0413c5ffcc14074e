import { type Client, LoggiaError } from '@loggia/sdk'
import { type Place, withConnection } from '../connection/index.ts'
import { openTerminal } from '../terminal/index.ts'

export interface AuditOptions extends Place {
  /** Id or slug of a workspace. */
  workspace?: string
  /** The log of the instance instead of a workspace's. */
  instance?: boolean
}

/**
 * Follows the chain of an audit log. Prints its head, which kept elsewhere shows a later rewriting. Throws
 * `audit_broken` with the first entry that does not fit.
 */
export async function verifyAudit(
  options: AuditOptions & { expect?: string; json?: boolean },
): Promise<void> {
  const terminal = openTerminal()
  const { expect } = options
  const wish = { ...(expect !== undefined && { expect }) }
  const verdict = await withConnection(options, async ({ client }) => {
    if (options.instance) return client.audit.verifyInstance(wish)
    if (options.workspace === undefined) return client.audit.verify(wish)
    return client.audit.verifyInstance({ ...wish, workspace: await idOf(client, options.workspace) })
  })
  if (options.json) terminal.line(JSON.stringify(verdict, null, 2))
  if (verdict.fault) {
    const { sequence, why } = verdict.fault
    throw new LoggiaError('audit_broken', { detail: `Entry ${sequence} is the first bad one. ${why}` })
  }
  if (options.json) return
  terminal.line(`${verdict.entries} entries, all as they were written.`)
  terminal.line(`Head: ${verdict.head}`)
  terminal.note(terminal.dress('dim', 'Keep the head elsewhere and pass it as --expect the next time.'))
}

/** Writes the log as JSON lines to standard output. */
export async function exportAudit(options: AuditOptions & { from?: string; to?: string }): Promise<void> {
  const wish = {
    ...(options.from !== undefined && { from: requireMoment(options.from) }),
    ...(options.to !== undefined && { to: requireMoment(options.to) }),
  }
  await withConnection(options, async ({ client }) => {
    const lines = await (options.instance ? client.audit.exportInstance(wish) : client.audit.export(wish))
    for await (const part of lines) {
      if (!process.stdout.write(part)) await new Promise(resolve => process.stdout.once('drain', resolve))
    }
  })
}

/** A slug of one's own workspaces as its id; an id as it is. */
async function idOf(client: Client, wanted: string): Promise<string> {
  const { workspaces } = await client.instance.me({})
  return workspaces.find(({ id, slug }) => id === wanted || slug === wanted)?.id ?? wanted
}

function requireMoment(text: string): string {
  const moment = new Date(text)
  if (Number.isNaN(moment.getTime()))
    throw new LoggiaError('invalid_input', { detail: `"${text}" is no date like 2026-01-31.` })
  return moment.toISOString()
}
