import pg from 'pg'
import { type Finding, fine, problem, warning } from './finding.ts'

const about = 'Pooler'

/**
 * Whether something stands between us and Postgres that lends its connections by the transaction. Then what
 * belongs to a session is gone after each: prepared statements, listening, locks that migrations wait on.
 */
export async function checkPooler(url: string): Promise<Finding> {
  const clients = [connection(url), connection(url)] as const
  const [mine, other] = clients
  try {
    await mine.connect()
    const before = await processOf(mine)
    // A pooler gives out a process id of its own invention.
    if (before === (mine as unknown as { processID: number | null }).processID)
      return fine(about, 'None stands between: the connection is Postgres’ own.')
    await other.connect()
    await other.query('begin')
    await processOf(other)
    const after = await processOf(mine).catch(() => undefined)
    await other.query('rollback')
    return before === after ? ofSessions : ofTransactions
  } catch (error) {
    // A pool of one connection, which a transaction holds, keeps everybody else waiting.
    if (/timeout/i.test((error as Error).message)) return ofTransactions
    throw error
  } finally {
    for (const client of clients) void client.end().catch(() => undefined)
  }
}

const ofTransactions = problem(
  about,
  'database_unreachable',
  'A pooler in transaction mode stands between: prepared statements, live events and the lock of the migrations do not survive in it.',
  'Point DATABASE_URL at Postgres itself (often port 5432 instead of 6543), or at a pool in session mode (PgBouncer: pool_mode = session).',
)

const ofSessions = warning(
  about,
  'A pooler in session mode stands between; the server brings a pool of its own.',
  'It works, with ignore_startup_parameters = idle_in_transaction_session_timeout in PgBouncer; Postgres itself is one hop less.',
)

function connection(url: string): pg.Client {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
  })
  client.on('error', () => undefined)
  return client
}

async function processOf(client: pg.Client): Promise<number | undefined> {
  const { rows } = await client.query<{ process: number }>('select pg_backend_pid() as process')
  return rows[0]?.process
}
