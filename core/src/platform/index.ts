export type { Database, InstanceSql, Row, Sql, Statement, TenantSql, TransactionalSql } from './database.ts'
