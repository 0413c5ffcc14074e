import pg from 'pg'
import { serialize } from 'pg-protocol'
import type { Row } from './database.ts'

/** A value in the wire's text form, or bytes. */
export type Parameter = string | Buffer | null

/** One statement as it goes out. */
export interface PreparedStatement {
  /** Under which connections keep it prepared, one for each text; empty where they do not. */
  name: string
  text: string
  values: readonly Parameter[]
}

type Parse = (text: string) => unknown
type Types = { getTypeParser(oid: number, format?: 'text'): Parse }
interface Column {
  name: string
  parse: Parse
}

/** The part of the driver's connection that a batch writes to. */
interface Connection {
  stream: { write(bytes: Buffer): unknown }
}

const describe = serialize.describe({ type: 'P', name: '' })
const execute = serialize.execute({})
const sync = serialize.sync()

/** What each connection has prepared. */
const taughtTo = new WeakMap<Connection, Set<string>>()

/**
 * Statements in one implicit transaction: all are sent before one Sync, so that Postgres keeps all or none
 * and neither BEGIN nor COMMIT costs a message. It is a query of the driver's own kind, which its pipeline
 * lets through.
 */
class BatchQuery extends pg.Query {
  private readonly statements: readonly PreparedStatement[]
  private readonly parsers: Types
  private readonly answered: Row[][] = []
  private current: Row[] = []
  private columns: readonly Column[] = []
  private taught: Set<string> | undefined
  private readonly fresh: string[] = []

  constructor(statements: readonly PreparedStatement[], types: Types, settle: PromiseWithResolvers<Row[][]>) {
    super({ text: '' })
    this.statements = statements
    this.parsers = types
    Object.assign(this, {
      submit: this.send,
      callback: (error: unknown) => {
        if (!error) return settle.resolve(this.answered)
        // What was new may not have been prepared; it is closed and prepared anew the next time.
        for (const name of this.fresh) this.taught?.delete(name)
        settle.reject(error)
      },
    })
  }

  private send(connection: Connection): null {
    const taught = taughtTo.get(connection) ?? new Set<string>()
    taughtTo.set(connection, taught)
    this.taught = taught
    const messages: Buffer[] = []
    for (const { name, text, values } of this.statements) {
      if (name === '') messages.push(serialize.parse({ name, text }))
      else if (!taught.has(name)) {
        messages.push(serialize.close({ type: 'S', name }), serialize.parse({ name, text }))
        taught.add(name)
        this.fresh.push(name)
      }
      messages.push(serialize.bind({ statement: name, values: [...values] }), describe, execute)
    }
    // One buffer: a vector of twenty small ones costs the kernel several times as much.
    connection.stream.write(Buffer.concat([...messages, sync]))
    return null
  }

  handleRowDescription({ fields }: { fields: readonly { name: string; dataTypeID: number }[] }): void {
    this.columns = fields.map(({ name, dataTypeID }) => ({
      name,
      parse: this.parsers.getTypeParser(dataTypeID, 'text'),
    }))
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    const row: Row = {}
    for (let index = 0; index < this.columns.length; index++) {
      const column = this.columns[index]
      const text = fields[index]
      if (column) row[column.name] = text === null || text === undefined ? null : column.parse(text)
    }
    this.current.push(row)
  }

  handleCommandComplete(): void {
    this.answered.push(this.current)
    this.current = []
    this.columns = []
  }
}

/** Sends statements as one transaction in one write; the rows of each. */
export function sendBatch(
  client: pg.Client,
  statements: readonly PreparedStatement[],
  types: Types,
): Promise<Row[][]> {
  const settle = Promise.withResolvers<Row[][]>()
  client.query(new BatchQuery(statements, types, settle) as never)
  return settle.promise
}
