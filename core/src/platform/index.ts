export { type Bus, openBus } from './bus.ts'
export { type Clock, idsBy, systemClock } from './clock.ts'
export {
  asSystem,
  type Database,
  DatabaseError,
  type InstanceSql,
  isReferenceViolation,
  isUniqueViolation,
  type Row,
  type Sql,
  type Statement,
  type TenantSql,
  type TransactionalSql,
} from './database.ts'
export { type Jobs, startJobs, tidy } from './jobs.ts'
export { type LogFields, type Logger, silentLog } from './log.ts'
export { type MigrationFile, planMigrations, readMigrations } from './migrations.ts'
export { lockDirectory } from './pglite/directory-lock.ts'
export { openPGlite, openPGliteOwner, type PGliteOptions } from './pglite/open.ts'
export { openPostgres, openPostgresOwner, type PostgresOptions } from './postgres/open.ts'
export { appRole, type Owner, rolesOfOurs } from './roles.ts'
