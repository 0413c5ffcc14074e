import { LoggiaError } from '@loggia/contract'
import { authorise, type Context, recording, requireUser } from '../identity/index.ts'
import type { InstanceSql } from '../platform/index.ts'
import { fewAnHour } from './few-an-hour.ts'
import { foldAddress, hashToken, invitationMail, makeToken, sameAddress, statusOf } from './invitation.ts'
import { record, type WorkspacePorts, within } from './ports.ts'
import * as store from './store.ts'

const day = 86_400_000

/** Invitations of one workspace that may be open at once: each may send a mail to anybody. */
const mostOpen = 200

/** Refusals of one invitation that are written down in an hour. */
const mostNoted = 10

export interface Wish {
  role: Exclude<store.MemberRow['role'], 'owner'>
  email?: string | undefined
  expiresInDays: number
}

/** The invitation of a token that still stands. Throws `not_found` or `invitation_invalid`. */
export async function openInvitation(
  db: InstanceSql,
  token: string,
  now: number,
): Promise<store.FoundInvitation> {
  const found = await store.findInvitation(db, hashToken(token))
  if (!found) throw new LoggiaError('not_found', { detail: 'There is no such invitation.' })
  const status = statusOf(found, now)
  if (status !== 'open') throw invalid(status)
  return found
}

/** The operations of invitations. */
export function invitationOperations(ports: WorkspacePorts) {
  const { database } = ports
  const isNoted = fewAnHour(mostNoted)
  return {
    async list(context: Context) {
      authorise(context.actor, 'members:manage')
      const rows = await store.listInvitations(context.db)
      return { items: rows.map(row => shown(row, context.now())) }
    },

    /** Shows the token this one time. A mail that cannot be sent leaves the link to be passed on by hand. */
    async create(context: Context, wish: Wish) {
      authorise(context.actor, 'members:manage')
      const email = wish.email === undefined ? undefined : foldAddress(wish.email)
      const members = await store.listMembers(context.db)
      if (email !== undefined && members.some(member => sameAddress(member.email, email)))
        throw new LoggiaError('conflict', { detail: `${email} is a member already.` })
      const by = requireUser(context)
      const now = context.now()
      if ((await store.countOpenInvitations(context.db, new Date(now))) >= mostOpen) {
        const detail = `At most ${mostOpen} invitations are open at once; revoke some.`
        throw new LoggiaError('conflict', { detail })
      }
      const token = makeToken()
      const invitation = {
        ...{ workspaceId: context.workspaceId, id: context.newId('invitation'), hash: hashToken(token) },
        ...{ role: wish.role, email, invitedBy: by },
        ...{ createdAt: new Date(now), expiresAt: new Date(now + wish.expiresInDays * day) },
      }
      const { role, expiresAt } = invitation
      const data = { role, ...(email !== undefined && { email }), expiresAt: expiresAt.toISOString() }
      const [rows] = await context.db.batch([
        store.insertInvitation(invitation),
        ...recording(context, 'invitation.created', invitation.id, data),
      ])
      const link = ports.linkTo(token)
      const inviter = members.find(member => member.user_id === by)?.name ?? 'Somebody'
      const mailed = email !== undefined && (await send(context, email, { by: inviter, link, expiresAt }))
      return { ...shown((rows as unknown as [store.InvitationRow])[0], now), token, link, mailed }
    },

    async revoke(context: Context, { invitation }: { invitation: string }) {
      authorise(context.actor, 'members:manage')
      await context.db.transaction(async sql => {
        const [row] = await store.revokeInvitations(sql, { id: invitation }, new Date(context.now()))
        if (!row) throw new LoggiaError('not_found', { detail: 'There is no such open invitation.' })
        await record(sql, context, 'invitation.revoked', invitation)
      })
      return {}
    },

    async preview(context: Context, { token }: { token: string }) {
      const found = await openInvitation(database.instance, token, context.now())
      return {
        workspace: { slug: found.slug, name: found.workspace_name },
        role: found.role,
        ...(found.email !== null && { email: found.email }),
        ...(found.invited_by_name !== null && { invitedBy: found.invited_by_name }),
        expiresAt: found.expires_at.toISOString(),
      }
    },

    /** Joins. A token that does not stand any more is refused, and the workspace it led to keeps note of it. */
    async accept(context: Context, { token }: { token: string }) {
      const userId = requireUser(context)
      const found = await store.findInvitation(database.instance, hashToken(token))
      if (!found) throw new LoggiaError('not_found', { detail: 'There is no such invitation.' })
      const there = within(context, database, found.workspace_id)
      const refuse = async (because: string, error: LoggiaError): Promise<never> => {
        if (isNoted(found.id, context.now()))
          await there.db.batch(recording(there, 'invitation.refused', found.id, { because }))
        throw error
      }
      const status = statusOf(found, context.now())
      if (status !== 'open') return refuse(status, invalid(status))
      const me = await store.findMember(context.db, userId)
      if (found.email !== null && !(me && sameAddress(me.email, found.email))) {
        const detail = 'This invitation is for another e-mail address; sign in as the user who has it.'
        return refuse('other address', new LoggiaError('forbidden', { detail }))
      }
      const joined = await there.db.transaction(async sql => {
        const taken = await store.takeInvitation(sql, found.id, userId, new Date(context.now()))
        if (taken.length === 0) return false
        const added = await store.insertMember(sql, found.workspace_id, userId, found.role)
        // Whoever is in already leaves the invitation as it was.
        if (added.length === 0) throw new LoggiaError('conflict', { detail: 'You are a member already.' })
        await record(sql, there, 'invitation.accepted', found.id, { role: found.role })
        return true
      })
      if (!joined) return refuse('accepted', invalid('accepted'))
      return { id: found.workspace_id, slug: found.slug, name: found.workspace_name, role: found.role }
    },
  }

  async function send(context: Context, to: string, about: { by: string; link: string; expiresAt: Date }) {
    if (!ports.mail) return false
    const workspace = (await store.findWorkspace(context.db))?.name ?? ''
    const { subject, text } = invitationMail({ ...about, workspace })
    return ports.mail(to, subject, text).then(
      () => true,
      () => false,
    )
  }
}

const invalid = (status: 'accepted' | 'revoked' | 'expired') =>
  new LoggiaError('invitation_invalid', {
    detail: { accepted: 'It was used.', revoked: 'It was revoked.', expired: 'It has expired.' }[status],
  })

const shown = (row: store.InvitationRow, now: number) => ({
  id: row.id,
  role: row.role,
  ...(row.email !== null && { email: row.email }),
  invitedBy: row.invited_by,
  status: statusOf(row, now),
  ...(row.accepted_by !== null && { acceptedBy: row.accepted_by }),
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
})
