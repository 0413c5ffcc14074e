import type { InstanceSql } from '@loggia/core/platform'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'

/** A kysely whose every query runs as the role that sees the schema `auth` and nothing else. */
export function kyselyOverAuth(auth: InstanceSql): Kysely<Record<string, never>> {
  const connection: DatabaseConnection = {
    async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      const rows = await auth.query<Row>(sql, parameters)
      return { rows, numAffectedRows: BigInt(rows.length) }
    },
    // biome-ignore lint/correctness/useYield: the port has no cursor; whoever asks for one is refused.
    async *streamQuery() {
      throw new Error('The auth schema is not streamed.')
    },
  }
  const refuse = () => Promise.reject(new Error('Each statement of the sign-in is a transaction of its own.'))
  const driver: Driver = {
    init: async () => undefined,
    acquireConnection: async () => connection,
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    releaseConnection: async () => undefined,
    destroy: async () => undefined,
  }
  const dialect: Dialect = {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => driver,
    createIntrospector: db => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
  return new Kysely({ dialect })
}
