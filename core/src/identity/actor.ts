import type { Scope } from '@loggia/contract'

/** A user's role in a workspace, from most to least. */
export const roles = ['owner', 'admin', 'builder', 'viewer'] as const
export type Role = (typeof roles)[number]

/** A user's role in the whole instance. */
export type StaffRole = 'operator' | 'moderator' | 'support'

/** Who is asking. It comes from the session or the API key, never from what the caller says. */
export type Actor =
  | { kind: 'user'; userId: string; role: Role; staff: StaffRole[] }
  | {
      kind: 'key'
      keyId: string
      userId: string
      role: Role
      staff: StaffRole[]
      scopes: Scope[]
      /** Only these agents, where given. */
      agentIds?: string[]
    }
  | { kind: 'anonymous' }

/** The actor as the audit log writes it. */
export function nameOf(actor: Actor): string {
  if (actor.kind === 'anonymous') return 'anonymous'
  return actor.kind === 'key' ? actor.keyId : actor.userId
}

/** The user behind the actor. */
export const userIdOf = (actor: Actor): string | undefined =>
  actor.kind === 'anonymous' ? undefined : actor.userId
