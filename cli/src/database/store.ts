import type { Sql } from '@loggia/core/platform'

/** The migrations that ran in a database; none where Loggia never was. */
export async function readApplied(sql: Sql): Promise<{ name: string; checksum: string }[]> {
  const [there] = await sql.query<{ there: boolean }>(
    "select to_regclass('loggia.migrations') is not null as there",
  )
  if (!there?.there) return []
  return sql.query('select name, checksum from loggia.migrations order by name')
}
