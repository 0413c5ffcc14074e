import { asLoggiaError } from '@loggia/contract'
import { type MigrationFile, planMigrations, rolesOfOurs } from '@loggia/core/platform'
import { type Finding, fine, problem, warning } from './finding.ts'
import type { DatabaseFacts, StoredSpace } from './store.ts'

/** What is wrong with the rights that the role of DATABASE_URL has. */
export function judgeRights(facts: DatabaseFacts): Finding[] {
  const { database, role, installed, foreign } = facts
  const found: Finding[] = []
  const lacks = (says: string, sql: string) =>
    found.push(problem('Rights', 'database_rights', says, `An administrator runs: ${sql}`))
  if (facts.readOnly) {
    const next = 'Point DATABASE_URL at the server that takes writes, not at a copy that only follows it.'
    found.push(problem('Rights', 'database_rights', `The database "${database}" takes no writes.`, next))
  }
  if (foreign.length > 0) {
    const says = `The role "${role}" does not own ${foreign.length} of the tables, ${foreign[0]} for one.`
    const next = 'Use in DATABASE_URL the role that the first start used; it owns them all.'
    found.push(problem('Rights', 'database_rights', says, next))
  }
  if (!installed && !facts.createsSchemas)
    lacks(
      `The role "${role}" may not create anything in the database "${database}".`,
      `grant create on database ${quote(database)} to ${quote(role)};`,
    )
  const absent = Object.keys(rolesOfOurs).filter(name => !facts.roles.some(each => each.name === name))
  if (absent.length > 0 && !facts.createsRoles)
    lacks(
      `The role "${role}" may not create the roles ${absent.join(', ')}.`,
      `alter role ${quote(role)} createrole;`,
    )
  return found.length > 0 ? found : [fine('Rights', `The role "${role}" may do all that it has to.`)]
}

/** Whether the app's login would be held by the walls at all. */
export function judgeLogin({ roles }: DatabaseFacts, login: string): Finding[] {
  const found = roles.find(({ name }) => name === login)
  if (!found) return []
  const able = [found.superuser && 'is a superuser', found.bypass && 'may bypass row level security'].filter(
    Boolean,
  )
  if (able.length === 0) return [fine('Walls', `The login "${login}" is held by row level security.`)]
  const sql = `alter role ${quote(login)} nosuperuser nobypassrls;`
  return [
    problem(
      'Walls',
      'database_unsafe',
      `The login "${login}" ${able.join(' and ')}.`,
      `An administrator runs: ${sql}`,
    ),
  ]
}

export function judgeVectors({ vectors, superuser, role }: DatabaseFacts): Finding {
  if (vectors === 'there') return fine('pgvector', 'The extension is there.')
  const says =
    'The extension is not there: memories and documents are compared one by one, which is slow with many.'
  if (vectors === 'missing')
    return warning(
      'pgvector',
      says,
      'Install it on the server (https://github.com/pgvector/pgvector), then: create extension vector;',
    )
  const who = superuser ? `As "${role}"` : 'As an administrator'
  return warning('pgvector', says, `${who}, in this database: create extension vector;`)
}

/** Whether the schema is this program's. */
export function judgeSchema(
  migrations: readonly MigrationFile[],
  applied: readonly { name: string; checksum: string }[],
): Finding {
  try {
    const waiting = planMigrations(migrations, applied)
    if (applied.length === 0) return fine('Schema', 'Nothing is there yet; the first start makes it.')
    if (waiting.length === 0) return fine('Schema', `All ${applied.length} migrations have run.`)
    return warning(
      'Schema',
      `It is older than this program: ${waiting.map(({ name }) => name).join(', ')} would run at the next start.`,
      'Make a backup first: loggia db backup.',
    )
  } catch (error) {
    const { code, detail } = asLoggiaError(error)
    return problem('Schema', code, detail ?? '')
  }
}

/** Whether the stored vectors are those of the embedder that will be asked; `expected` as the settings name it. */
export function judgeSpaces(
  spaces: readonly StoredSpace[],
  expected: { id: string; dimensions?: number },
): Finding {
  const wrong = spaces.filter(
    ({ embedder, dimensions }) =>
      embedder !== expected.id || (expected.dimensions !== undefined && dimensions !== expected.dimensions),
  )
  if (wrong.length === 0) {
    const rows = spaces.reduce((sum, space) => sum + space.rows, 0)
    return fine('Vectors', `All ${rows.toLocaleString('en')} are of ${expected.id}.`)
  }
  const said = wrong.map(
    ({ embedder, dimensions, rows }) => `${rows} of ${embedder} with ${dimensions} dimensions`,
  )
  const length = expected.dimensions === undefined ? '' : ` with ${expected.dimensions}`
  return problem(
    'Vectors',
    'dimension_mismatch',
    `There are ${said.join(', ')}; the embedder is ${expected.id}${length}.`,
  )
}

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`
