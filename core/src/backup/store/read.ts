import type { Sql } from '../../platform/index.ts'
import { lineDigest, type TableEnd } from '../lines.ts'
import type { TableShape } from './catalogue.ts'

/** Characters that one fetch should bring. */
const wanted = 2_000_000

/**
 * The rows of a table as lines, in an order that is the same on every server whatever its locale. A cursor
 * takes as many at once as fit in memory, for a row can hold a whole file.
 */
export async function* rowLines(sql: Sql, { name, columns, order }: TableShape): AsyncGenerator<string> {
  const asText = columns.map(column => `${column}::text`).join(', ')
  const inOrder = order.map(column => `(${column}::text) collate "C"`).join(', ')
  await sql.query(
    `declare reading no scroll cursor for select array_to_json(array[${asText}])::text as line from ${name} order by ${inOrder}`,
  )
  for (let count = 8; ; ) {
    const rows = await sql.query<{ line: string }>(`fetch ${count} from reading`)
    let length = 0
    for (const { line } of rows) {
      length += line.length
      yield line
    }
    if (rows.length < count) break
    count = Math.max(1, Math.min(5_000, count * 4, Math.ceil((wanted / Math.max(1, length)) * count)))
  }
  await sql.query('close reading')
}

/** What a table holds now, as a backup would say it. */
export async function summarise(sql: Sql, shape: TableShape): Promise<TableEnd> {
  const digest = lineDigest()
  let rows = 0
  for await (const line of rowLines(sql, shape)) {
    digest.add(line)
    rows++
  }
  return { end: shape.name, rows, sha256: digest.hex() }
}
