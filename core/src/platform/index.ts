export { type Bus, openBus } from './bus.ts'
export { type Clock, idsBy, systemClock } from './clock.ts'
export {
  asSystem,
  type Database,
  DatabaseError,
  type InstanceSql,
  isUniqueViolation,
  type Row,
  type Sql,
  type Statement,
  type TenantSql,
  type TransactionalSql,
} from './database.ts'
export { lockDirectory } from './directory-lock.ts'
export { type LogFields, type Logger, silentLog } from './log.ts'
export { type MigrationFile, readMigrations } from './migrations.ts'
export { openPGlite, type PGliteOptions } from './pglite.ts'
export { openPostgres, type PostgresOptions } from './postgres.ts'
