import { LoggiaError } from '@loggia/contract'
import pg from 'pg'
import { type Parameter, type PreparedStatement, sendBatch } from './batch-query.ts'
import { DatabaseError, type Row, type Sql, type Statement } from './database.ts'

/** What is bound to a transaction: statements that go before its own. */
export type Opening = readonly Statement[]

export const openInstance: Opening = []
export const openAuth: Opening = [{ text: "select set_config('role', 'loggia_auth', true)" }]

/** Binds a transaction to a workspace. Throws on an id that is none. */
export function openWorkspace(workspaceId: string): Opening {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(workspaceId)) throw new TypeError('That is no workspace id.')
  return [{ text: "select set_config('loggia.workspace_id', $1, true)", values: [workspaceId] }]
}

/** A connection lost what we believed it had prepared: its transaction did nothing, so it is sent again. */
const unprepared = '26000'

/** One transaction in one round trip: what is bound and the statements, all sent before any answer is read. */
export async function runBatch(client: pg.Client, opening: Opening, statements: readonly Statement[]) {
  const prepared = [...opening, ...statements].map(prepare)
  const send = () => sendBatch(client, prepared, typeParsers)
  try {
    const answers = await send().catch(error => {
      if ((error as { code?: string }).code !== unprepared) throw error
      return send()
    })
    return answers.slice(opening.length)
  } catch (error) {
    throw asDatabaseError(error)
  }
}

/** An interactive transaction on a client that nobody else uses meanwhile. */
export async function runTransaction<T>(client: pg.Client, opening: Opening, work: (sql: Sql) => Promise<T>) {
  const begun = Promise.all(
    ['begin', ...opening.map(({ text, values }) => ({ text, values: (values ?? []).map(encode) }))].map(one =>
      client.query(one as pg.QueryConfig),
    ),
  )
  begun.catch(() => undefined)
  let open = true
  const sql: Sql = {
    async query<R>(text: string, values?: readonly unknown[]) {
      if (!open) throw new Error('This transaction is over.')
      const result = await client.query({ text, values: (values ?? []).map(encode) }).catch(refused)
      return result.rows as R[]
    },
  }
  try {
    const answer = await work(sql)
    open = false
    await begun
    const end = await client.query('commit')
    // Postgres answers a commit of a failed transaction with ROLLBACK and no error.
    if (end.command !== 'COMMIT') throw new DatabaseError('25P02', 'The transaction had failed before.')
    return answer
  } catch (error) {
    open = false
    await client.query('rollback').catch(() => undefined)
    throw asDatabaseError(error)
  }
}

/** A text that begins and commits by itself, on a client of its own; what it leaves open is rolled back. */
export async function runScript(
  client: pg.Client,
  text: string,
  values?: readonly unknown[],
): Promise<Row[]> {
  try {
    const query = values?.length ? client.query<Row>(text, [...values]) : client.query<Row>(text)
    const answer: pg.QueryResult<Row> | pg.QueryResult<Row>[] = await query
    return (Array.isArray(answer) ? answer : [answer]).flatMap(result => result.rows)
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw asDatabaseError(error)
  }
}

const names = new Map<string, string>()

/** Statements are prepared once per connection; beyond 500 different texts the rest goes unnamed. */
function prepare({ text, values }: Statement): PreparedStatement {
  let name = names.get(text)
  if (name === undefined && names.size < 500) {
    name = `s${names.size}`
    names.set(text, name)
  }
  return { name: name ?? '', text, values: (values ?? []).map(encode) }
}

/** A value as text on the wire, checked before anything is sent. */
function encode(value: unknown): Parameter {
  if (value === undefined || value === null) return null
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return String(value)
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return `{${value.map(element).join(',')}}`
  throw new TypeError('A parameter is text, a number, a boolean, a Date, bytes or an array of these.')
}

/** One element of an array literal. */
function element(value: unknown): string {
  const text = encode(value)
  if (text === null) return 'NULL'
  if (typeof text !== 'string') throw new TypeError('An array of bytes is not sent.')
  return Array.isArray(value) ? text : `"${text.replace(/[\\"]/g, '\\$&')}"`
}

/** bigint and numeric as number (our counts stay below 2^53), date as text. */
export const typeParsers = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === pg.types.builtins.INT8 || oid === pg.types.builtins.NUMERIC) return Number
    if (oid === pg.types.builtins.DATE) return String
    return pg.types.getTypeParser(oid, format as 'text')
  }) as typeof pg.types.getTypeParser,
}

const refused = (error: unknown): never => {
  throw asDatabaseError(error)
}

/** The driver's error as ours. Its `detail` is dropped: it quotes stored values. */
export function asDatabaseError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DatabaseError || error instanceof LoggiaError)
    return error
  const { code, constraint } = error as { code?: unknown; constraint?: string }
  if (code === '53100' || code === 'ENOSPC') return new LoggiaError('disk_full', { cause: error })
  if (error instanceof pg.DatabaseError && typeof code === 'string') {
    // 57P0x: the server is going down; 08, 28, 3D: no connection, no login, no such database.
    if (/^(57P0|08|28|3D)/.test(code)) {
      return new LoggiaError('database_unreachable', { detail: error.message, cause: error })
    }
    return new DatabaseError(code, error.message, constraint)
  }
  const lost =
    /^(ECONN|EPIPE|ENOTFOUND|ETIMEDOUT|EHOST|ENETUN)/.test(String(code)) ||
    /Connection terminated|not queryable|timeout exceeded when trying to connect/.test(error.message)
  return lost ? new LoggiaError('database_unreachable', { cause: error }) : error
}
