import { LoggiaError } from '@loggia/contract'
import { authorise, type Context, recordingInstance } from '../identity/index.ts'
import type { Database, Row } from '../platform/index.ts'
import * as store from './store.ts'

/** Rows read at once: large enough to be quick, small enough to hold. */
const pageSize = 200

/**
 * Everything that is stored about one person, a JSON document a line, `{ kind, workspace?, … }`. The hash of a
 * key, the token of a session and what is computed from a text are left out; the log of a run is, for its
 * messages say the same. It is written down before the first line. Throws `not_found`.
 */
export async function exportPerson(
  database: Database,
  context: Context,
  person: string,
): Promise<AsyncGenerator<string>> {
  authorise(context.actor, 'instance:manage')
  const head = await context.db.transaction(async sql => {
    await store.openAccounts(sql)
    const [row] = await store.findPerson(sql, person)
    if (!row) throw new LoggiaError('not_found', { detail: 'There is no such person here.' })
    for (const { text, values } of recordingInstance(context, 'person.exported', person))
      await sql.query(text, values)
    return [
      line('person', row),
      ...(await store.waysInOf(sql, person)).map(way => line('way-in', way)),
      ...(await store.sessionsOf(sql, person, undefined)).map(({ present: _, ...session }) =>
        line('session', session),
      ),
    ]
  })
  return lines(database, person, head)
}

const line = (kind: string, row: object, workspace?: string) =>
  `${JSON.stringify({ kind, ...(workspace !== undefined && { workspace }), ...row })}\n`

async function* lines(database: Database, person: string, head: string[]): AsyncGenerator<string> {
  yield* head
  for (const workspace of await store.workspacesOf(database.instance, person)) {
    yield line('membership', workspace)
    const db = database.in(workspace.id)
    for (const table of store.tablesWithTheirs) {
      let after = ''
      for (;;) {
        const rows = await store.theirRows(db, table, person, after, pageSize)
        for (const { id, row } of rows) yield line(table, await whole(table, id, row), workspace.id)
        if (rows.length < pageSize) break
        after = rows.at(-1)?.id ?? after
      }
    }
    let sequence = 0
    for (;;) {
      const rows = await store.theirDeeds(db, person, sequence, pageSize)
      for (const { row } of rows) yield line('deed', row, workspace.id)
      if (rows.length < pageSize) break
      sequence = rows.at(-1)?.sequence ?? sequence
    }

    async function whole(table: store.TheirTable, id: string, row: Row): Promise<Row> {
      if (table !== 'files') return row
      const [file] = await store.fileContent(db, id)
      return { ...row, content: file?.content }
    }
  }
}
