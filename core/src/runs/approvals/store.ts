import type { Sql } from '../../platform/index.ts'

export interface StoredApproval {
  id: string
  run_id: string
  conversation_id: string
  tool_call_id: string
  tool_name: string
  input: unknown
  status: 'open' | 'approved' | 'denied'
  note: string | null
  created_at: Date
  answered_at: Date | null
  /** Of the run that waits. */
  agent_id: string
}

const approvalColumns = `p.id, p.run_id, p.conversation_id, p.tool_call_id, p.tool_name, p.input, p.status, p.note,
  p.created_at, p.answered_at,
  (select r.agent_id from loggia.runs r where r.id = p.run_id) as agent_id`

/** Approvals in conversations of this user, oldest first. */
export const listApprovals = (db: Sql, userId: string, status: string, conversationId: string | undefined) =>
  db.query<StoredApproval>(
    `select ${approvalColumns} from loggia.approvals p join loggia.runs r on r.id = p.run_id
     where r.user_id = $1 and p.status = $2 and ($3::text is null or p.conversation_id = $3)
     order by p.created_at, p.id limit 200`,
    [userId, status, conversationId ?? null],
  )

export const approvalsOfRun = (db: Sql, runId: string) =>
  db.query<StoredApproval>(
    `select ${approvalColumns} from loggia.approvals p where p.run_id = $1 order by p.id`,
    [runId],
  )

export async function findApproval(db: Sql, id: string, userId: string): Promise<StoredApproval | undefined> {
  const rows = await db.query<StoredApproval>(
    `select ${approvalColumns} from loggia.approvals p join loggia.runs r on r.id = p.run_id
     where p.id = $1 and r.user_id = $2`,
    [id, userId],
  )
  return rows[0]
}

/** Undefined when somebody has answered it before. */
export async function answerApproval(
  db: Sql,
  id: string,
  status: 'approved' | 'denied',
  note: string | undefined,
  userId: string,
): Promise<StoredApproval | undefined> {
  const rows = await db.query<StoredApproval>(
    `update loggia.approvals p set status = $2, note = $3, answered_by = $4, answered_at = now()
     where p.id = $1 and p.status = 'open' returning ${approvalColumns}`,
    [id, status, note ?? null, userId],
  )
  return rows[0]
}
