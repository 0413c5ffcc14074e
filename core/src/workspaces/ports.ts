import { type Context, type Home, recording } from '../identity/index.ts'
import type { Database, Sql, TenantSql } from '../platform/index.ts'

/** What the workspaces need of the rest of the instance. */
export interface WorkspacePorts {
  database: Database
  /** The first user and the workspace where the agents of code live: it stays, and so do they in it. */
  home(): Promise<Home>
  /** Cancels every run of the workspace, live ones on other nodes included; resolves when none is left. */
  cancelRuns(db: TenantSql): Promise<void>
  /** Cancels the runs of a user in the workspace of the context; resolves when none is left. */
  cancelRunsOf(context: Context, userId: string): Promise<void>
  /** Sends a mail; absent where the instance sends none. */
  mail?: ((to: string, subject: string, text: string) => Promise<void>) | undefined
  /** The page of the app that accepts this invitation. */
  linkTo(token: string): string
}

/** The same actor in another workspace. */
export const within = (context: Context, database: Database, workspaceId: string): Context => ({
  ...context,
  workspaceId,
  db: database.in(workspaceId),
})

/** Writes the entry of the audit log in the transaction that does the thing. */
export async function record(
  sql: Sql,
  context: Context,
  action: string,
  subject: string,
  data: object = {},
): Promise<void> {
  for (const { text, values } of recording(context, action, subject, data)) await sql.query(text, values)
}
