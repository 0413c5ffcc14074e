import { LoggiaError, type Session } from '@loggia/contract'
import { type Context, recording, requireUser } from '../identity/index.ts'
import * as store from './store.ts'

/** Reads the token of the session that asks, where one does. */
export type SessionReader = () => string | undefined

/** What somebody does with their own sessions. */
export const sessionOperations = {
  async list(context: Context, present: SessionReader): Promise<{ items: Session[] }> {
    const rows = await store.sessionsOf(context.db, requireUser(context), present())
    return { items: rows.map(shown) }
  },

  /** Ends one; it holds from the next request on. Throws `not_found` for one that is not theirs. */
  async revoke(context: Context, { session }: { session: string }) {
    const userId = requireUser(context)
    await context.db.transaction(async sql => {
      const ended = await store.endSessions(sql, userId, { only: session })
      if (ended.length === 0) throw new LoggiaError('not_found', { detail: 'You have no such session.' })
      for (const { text, values } of recording(context, 'session.revoked', session))
        await sql.query(text, values)
    })
    return {}
  },

  async revokeOthers(context: Context, present: SessionReader) {
    const userId = requireUser(context)
    const ended = await context.db.transaction(async sql => {
      const rows = await store.endSessions(sql, userId, { but: present() })
      const entry = recording(context, 'session.others_revoked', userId, { ended: rows.length })
      for (const { text, values } of entry) await sql.query(text, values)
      return rows.length
    })
    return { ended }
  },
}

const shown = (row: store.SessionRow): Session => ({
  id: row.id,
  createdAt: row.created_at.toISOString(),
  seenAt: row.seen_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  ...(row.user_agent !== null && { userAgent: row.user_agent }),
  current: row.present,
})
