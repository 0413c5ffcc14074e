import { withoutPassword } from '../start/greeting.ts'
import { type Finding, fine, problem } from './finding.ts'

const about = 'Database'

/** Whether the Postgres of DATABASE_URL takes us in; the embedded database is looked at with the data directory. */
export async function checkDatabase(url: string | undefined): Promise<Finding> {
  if (url === undefined) return fine(about, 'The embedded one, in the data directory.')
  const where = withoutPassword(url)
  if (!/^postgres(ql)?:$/.test(URL.parse(url)?.protocol ?? '')) {
    const next = 'Write it as postgres://user:password@host:5432/database.'
    return problem(about, 'invalid_input', 'DATABASE_URL is no address of a Postgres.', next)
  }
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ version: number }>(
      "select current_setting('server_version_num')::int as version",
    )
    const major = Math.floor((rows[0]?.version ?? 0) / 10_000)
    if (major >= 15) return fine(about, `Postgres ${major} answers at ${where}.`)
    return problem(
      about,
      'database_unreachable',
      `Postgres ${major} answers at ${where}; 15 is needed.`,
      'Upgrade Postgres.',
    )
  } catch (error) {
    return explain(error as NodeJS.ErrnoException, where)
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** The reasons that people meet, each with what to do about it. */
function explain(error: NodeJS.ErrnoException, where: string): Finding {
  const code = error.code ?? ''
  const { hostname, port, pathname, username } = URL.parse(where) ?? {
    hostname: '',
    port: '',
    pathname: '',
    username: '',
  }
  const address = `${hostname}:${port || 5432}`
  const say = (says: string, next: string) => problem(about, 'database_unreachable', says, next)
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return say(`There is no host "${hostname}" (${where}).`, 'Correct the host in DATABASE_URL.')
  if (code === 'ECONNREFUSED')
    return say(`Nothing listens at ${address}.`, 'Start Postgres, or correct host and port in DATABASE_URL.')
  if (code === '28P01' || code === '28000')
    return say(
      `Postgres at ${address} refused the password of "${decodeURIComponent(username)}".`,
      'Correct user and password in DATABASE_URL.',
    )
  if (code === '3D000') {
    const name = decodeURIComponent(pathname.slice(1))
    return say(
      `Postgres at ${address} has no database "${name}".`,
      `Make it (createdb ${name}), or correct the name in DATABASE_URL.`,
    )
  }
  if (code === 'ETIMEDOUT' || /timeout/i.test(error.message))
    return say(
      `Nothing answered at ${address} within 5 seconds.`,
      'Check the host, and that no firewall stands between.',
    )
  return say(`${where}: ${error.message || code}`, 'Check DATABASE_URL and that the database is running.')
}
