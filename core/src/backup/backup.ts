import type { Database, Sql } from '../platform/index.ts'
import { writeBackup } from './file.ts'
import { type Header, lineDigest, type Part } from './lines.ts'
import { readMigrated, readPartitions, readSequences, readShapes } from './store/catalogue.ts'
import { rowLines } from './store/read.ts'

/** What can be read whole: an open database or its owner. */
export type BackupSource = Pick<Database, 'engine' | 'snapshot'>

export interface BackupReport {
  tables: number
  rows: number
}

/**
 * Writes everything the database holds to a file, as it was at one moment. The keys of the instance are not
 * in it: they lie in the data directory. Throws `database_rights` where rows are hidden from this role.
 */
export function backup(source: BackupSource, file: string, program: string): Promise<BackupReport> {
  const report: BackupReport = { tables: 0, rows: 0 }
  return source.snapshot(async sql => {
    const header: Header = {
      loggia: 'backup',
      format: 1,
      made: new Date().toISOString(),
      program,
      engine: source.engine,
      migrations: await readMigrated(sql),
      partitions: await readPartitions(sql),
    }
    await writeBackup(file, header, first => everything(sql, first, report))
    return report
  })
}

/** All tables, each with its digest; then the sequences, which no snapshot holds still and so are read after the rows. */
async function* everything(sql: Sql, header: string, report: BackupReport): AsyncGenerator<string> {
  const whole = lineDigest()
  whole.add(header)
  const write = (part: Part | string) => {
    const line = typeof part === 'string' ? part : JSON.stringify(part)
    whole.add(line)
    return line
  }
  for (const shape of await readShapes(sql)) {
    yield write({ table: shape.name, columns: shape.columns })
    const digest = lineDigest()
    let rows = 0
    for await (const line of rowLines(sql, shape)) {
      digest.add(line)
      rows++
      yield write(line)
    }
    yield write({ end: shape.name, rows, sha256: digest.hex() })
    report.tables++
    report.rows += rows
  }
  for (const state of await readSequences(sql)) yield write(state)
  yield JSON.stringify({ done: true, ...report, sha256: whole.hex() } satisfies Part)
}
