import { LoggiaError } from '@loggia/contract'
import { openPostgresOwner } from '@loggia/core/platform'
import { openTerminal } from '../terminal/index.ts'
import { type DatabaseOptions, readGround, requireUrl } from './place.ts'
import { planSetup, type Step, unseen, type Wanted } from './plan-setup.ts'
import { hasVector, readServer } from './store.ts'

/**
 * Makes what an instance needs on a Postgres: the role and the database of DATABASE_URL, the roles of the
 * walls, pgvector where it can be had. As the administrator of ADMIN_DATABASE_URL, else as the role itself.
 */
export async function setUp(options: DatabaseOptions & { dryRun?: boolean }): Promise<void> {
  const { config } = await readGround(options)
  const wantedUrl = requireUrl(config)
  const adminUrl = process.env.ADMIN_DATABASE_URL?.trim() || undefined
  const terminal = openTerminal()
  const { made, lacking } = await setUpServer(adminUrl, wantedUrl, options.dryRun ?? false)
  for (const { what, shown } of made) {
    terminal.line(`${options.dryRun ? 'Would make' : 'Made'} ${what}:`)
    terminal.line(`  ${shown}`)
  }
  if (lacking.length === 0) {
    if (made.length === 0) terminal.line('Everything is there.')
    return
  }
  throw new LoggiaError('database_rights', {
    detail: [
      `An administrator of the server runs this${inside(lacking, wantedUrl)}:`,
      ...lacking.map(({ what, shown }) => `  ${shown} -- ${what}`),
    ].join('\n'),
  })
}

const inside = (steps: readonly Step[], url: string) =>
  steps.some(step => step.inside)
    ? `, what concerns an extension in the database "${wantedOf(url).database}"`
    : ''

/** Makes what may be made; answers that and what an administrator has to do. Nothing is changed by a dry run. */
export async function setUpServer(
  administrator: string | undefined,
  wantedUrl: string,
  dryRun: boolean,
): Promise<{ made: Step[]; lacking: Step[] }> {
  const wanted = wantedOf(wantedUrl)
  // The wanted database may still be missing: what is of the whole server is asked where everybody may be.
  const adminUrl = administrator ?? inDatabase(wantedUrl, 'postgres')
  const within = inDatabase(adminUrl, wanted.database)
  const steps = await withServer(adminUrl, async server => {
    const facts = await server.transaction(sql => readServer(sql, wanted.owner, wanted.database))
    if (facts.database && (await withServer(within, place => place.transaction(hasVector))))
      facts.vector = 'there'
    return planSetup(facts, wanted)
  }).catch(error => {
    if (administrator === undefined && isRefused(error)) return planSetup(unseen, wanted)
    throw error
  })
  const lacking = steps.filter(({ may }) => !may)
  const made: Step[] = []
  for (const step of steps.filter(({ may }) => may)) {
    if (!dryRun) {
      try {
        await withServer(step.inside ? within : adminUrl, server => server.run(step.sql))
      } catch (error) {
        // Not every right can be read from the catalogue; the server has the last word.
        if ((error as { code?: string }).code !== '42501') throw error
        lacking.push(step)
        continue
      }
    }
    made.push(step)
  }
  return { made, lacking }
}

/** Whether the server knows no such role or password. */
const isRefused = (error: unknown) =>
  String(((error as Error).cause as { code?: string } | undefined)?.code).startsWith('28')

function inDatabase(address: string, name: string): string {
  const url = new URL(address)
  url.pathname = `/${encodeURIComponent(name)}`
  return url.href
}

function wantedOf(address: string): Wanted {
  const url = URL.parse(address)
  const wanted = {
    owner: decodeURIComponent(url?.username ?? ''),
    password: decodeURIComponent(url?.password ?? ''),
    database: decodeURIComponent(url?.pathname.slice(1) ?? ''),
  }
  if (wanted.owner !== '' && wanted.database !== '') return wanted
  throw new LoggiaError('invalid_input', {
    detail:
      'DATABASE_URL names no role or no database. Write it as postgres://user:password@host:5432/database.',
  })
}

type Server = Awaited<ReturnType<typeof openPostgresOwner>>

async function withServer<T>(url: string, work: (server: Server) => Promise<T>): Promise<T> {
  const server = await openPostgresOwner(url)
  return work(server).finally(() => server.close())
}
