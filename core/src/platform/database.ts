/** A row as the engines return it: jsonb parsed, timestamptz as Date, bigint and numeric as number. */
export type Row = Record<string, unknown>

export interface Statement {
  /** SQL with `$1` parameters. */
  text: string
  /** jsonb is passed as JSON text and cast with `$n::jsonb`. */
  values?: readonly unknown[]
}

/** What can be asked inside a transaction. */
export interface Sql {
  query<R = Row>(text: string, values?: readonly unknown[]): Promise<R[]>
}

/** SQL that runs in transactions of its own; what differs is what is bound to them. */
export interface TransactionalSql extends Sql {
  /** All statements in one transaction and one round trip; the rows of each. All or none is kept. */
  batch(statements: readonly Statement[]): Promise<Row[][]>
  /** An interactive transaction: commits when `work` returns, rolls back when it throws. */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>
}

/** SQL inside one workspace: every transaction is bound with `loggia.workspace_id`. */
export interface TenantSql extends TransactionalSql {
  readonly workspaceId: string
}

/** SQL with no workspace bound: instance tables and the closed list of functions; tenant tables show no rows. */
export type InstanceSql = TransactionalSql

/** The database, whichever engine holds it. */
export interface Database {
  readonly engine: 'postgres' | 'pglite'
  /** Whether pgvector is there. */
  readonly vectors: boolean
  in(workspaceId: string): TenantSql
  readonly instance: InstanceSql
  /** The schema `auth` alone, as the role that may see nothing else. */
  readonly auth: InstanceSql
  /** Hears `notify` on a channel, from this process and others. The answer stops it. */
  listen(channel: string, handler: (payload: string) => void): Promise<() => Promise<void>>
  /**
   * Statements as they are, with their own begin and commit and nothing bound; rows of all. For the job
   * queue alone, which writes its SQL itself.
   */
  script(text: string, values?: readonly unknown[]): Promise<Row[]>
  /** One view of everything at one moment, behind all walls, where nothing can be written. For backups alone. */
  snapshot<T>(work: (sql: Sql) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** A statement the database refused: its code and message, never the values that were sent. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError'
  /** SQLSTATE, five characters. */
  readonly code: string
  /** The constraint that was broken, where one was. */
  readonly constraint: string | undefined

  constructor(code: string, message: string, constraint?: string) {
    super(message)
    this.code = code
    this.constraint = constraint
  }
}

/** Whether a value that must be unique was there already. */
export const isUniqueViolation = (error: unknown): error is DatabaseError =>
  error instanceof DatabaseError && error.code === '23505'

/** Whether something that the row refers to is not there any more. */
export const isReferenceViolation = (error: unknown): error is DatabaseError =>
  error instanceof DatabaseError && error.code === '23503'

/** First in a batch on the instance: opens the tables that only this job of the system may touch. */
export const asSystem = (job: string): Statement => ({
  text: "select set_config('loggia.system', $1, true)",
  values: [job],
})
