import { createHash } from 'node:crypto'

/** The first line of a backup, in plain text: what it is and what can take it in. */
export interface Header {
  loggia: 'backup'
  /** Of the file, not of the program. */
  format: 1
  /** When it was made, ISO 8601. */
  made: string
  /** Version of the program that made it. */
  program: string
  engine: 'postgres' | 'pglite'
  /** The migrations that had run, in order, with their checksums. */
  migrations: { name: string; checksum: string }[]
  /** Partitions and what they hold: some are made as time goes by, not by a migration. */
  partitions: Partition[]
}

export interface Partition {
  name: string
  parent: string
  bound: string
}

/** Where a sequence stands. */
export interface SequenceState {
  sequence: string
  /** A bigint in decimal. */
  last: string
  called: boolean
}

/** What a table held: how many rows, and SHA-256 over their lines in order, hex. */
export interface TableEnd {
  end: string
  rows: number
  sha256: string
}

/** One line after the header. A row is a JSON array with the text of each column, or null. */
export type Part =
  | { table: string; columns: string[] }
  | { row: string }
  | TableEnd
  | SequenceState
  | { done: true; tables: number; rows: number; sha256: string }

/** SHA-256 over lines, each with its line end. */
export function lineDigest(): { add(line: string): void; hex(): string } {
  const hash = createHash('sha256')
  return { add: line => void hash.update(`${line}\n`), hex: () => hash.digest('hex') }
}
