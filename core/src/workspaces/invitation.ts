import { createHash, randomBytes } from 'node:crypto'

/** A new token, 256 random bits. Only its hash is kept. */
export const makeToken = (): string => randomBytes(32).toString('base64url')

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** What decides whether an invitation still stands. */
export interface InvitationState {
  expires_at: Date
  accepted_at: Date | null
  revoked_at: Date | null
}

/** Whether an invitation still stands at `now` (milliseconds since 1970), and why not. */
export function statusOf(state: InvitationState, now: number): 'open' | 'accepted' | 'revoked' | 'expired' {
  if (state.accepted_at) return 'accepted'
  if (state.revoked_at) return 'revoked'
  return state.expires_at.getTime() <= now ? 'expired' : 'open'
}

/** Two spellings of one address. */
export const sameAddress = (one: string, other: string): boolean => foldAddress(one) === foldAddress(other)

export const foldAddress = (email: string): string => email.trim().toLowerCase()

/** The mail that brings an invitation. Names are cut and put on one line: whoever invites chose them. */
export function invitationMail(about: { workspace: string; by: string; link: string; expiresAt: Date }) {
  const plain = (name: string) => name.replace(/\s+/g, ' ').slice(0, 80)
  const [workspace, by] = [plain(about.workspace), plain(about.by)]
  return {
    subject: `${by} invites you to ${workspace} on Loggia`,
    text: `${by} invites you to the workspace "${workspace}" on Loggia.

Open this link to join. It works once, for this address only, until ${about.expiresAt.toISOString().slice(0, 10)}:
${about.link}

If you expected no invitation, do nothing.
`,
  }
}
