import type { Sql } from '../../platform/index.ts'

export const deadRuns = (db: Sql, silentSeconds: number) =>
  db.query<{ workspace_id: string; run_id: string }>(`select * from loggia.dead_runs($1)`, [silentSeconds])

export const beat = (db: Sql, nodeId: string, host: string, pid: number) =>
  db.query(
    `insert into loggia.nodes (id, host, pid) values ($1, $2, $3)
     on conflict (id) do update set heartbeat_at = now()`,
    [nodeId, host, pid],
  )

export const nodesOfHost = (db: Sql, host: string) =>
  db.query<{ id: string; pid: number }>(`select id, pid from loggia.nodes where host = $1`, [host])

export const removeNode = (db: Sql, nodeId: string) =>
  db.query(`delete from loggia.nodes where id = $1`, [nodeId])
