import { AsyncLocalStorage } from 'node:async_hooks'
import type pg from 'pg'
import type { Database, Row, Sql, Statement, TransactionalSql } from './database.ts'
import {
  type Opening,
  openAuth,
  openInstance,
  openWorkspace,
  runBatch,
  runScript,
  runTransaction,
} from './statements.ts'

/** Where transactions get their connection: alone on it, or behind others in its pipeline. */
export interface Connections {
  share<T>(work: (client: pg.Client) => Promise<T>): Promise<T>
  hold<T>(work: (client: pg.Client) => Promise<T>): Promise<T>
}

/** The handles of the port (`in`, `instance`, `auth`, `script`) over an engine's connections. */
export function handlesOver(connections: Connections): Pick<Database, 'in' | 'instance' | 'auth' | 'script'> {
  const current = new AsyncLocalStorage<{ open: boolean }>()
  const outside = () => {
    // On one session this would wait for itself for ever; on a pool it would see other data than the transaction.
    if (current.getStore()?.open) {
      throw new Error('Inside a transaction use the sql it gives, not the handle it came from.')
    }
  }

  function handle(opening: Opening): TransactionalSql {
    async function batch(statements: readonly Statement[]): Promise<Row[][]> {
      outside()
      return connections.share(client => runBatch(client, opening, statements))
    }
    return {
      batch,
      async query<R>(text: string, values: readonly unknown[] = []) {
        const [rows] = await batch([{ text, values }])
        return rows as R[]
      },
      async transaction<T>(work: (sql: Sql) => Promise<T>) {
        outside()
        const here = { open: true }
        return connections
          .hold(client => runTransaction(client, opening, sql => current.run(here, () => work(sql))))
          .finally(() => {
            here.open = false
          })
      },
    }
  }

  return {
    in: workspaceId => ({ workspaceId, ...handle(openWorkspace(workspaceId)) }),
    instance: handle(openInstance),
    auth: handle(openAuth),
    script: (text, values) => connections.hold(client => runScript(client, text, values)),
  }
}
