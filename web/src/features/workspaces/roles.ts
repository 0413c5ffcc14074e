import type { Member } from '@loggia/sdk'

export type Role = Member['role']

/** What each role may do, most first. */
export const roles: readonly { role: Role; may: string }[] = [
  { role: 'owner', may: 'All of it, and alone: makes owners, hands over and deletes the workspace.' },
  { role: 'admin', may: 'Saves secrets, invites and removes members, changes roles.' },
  { role: 'builder', may: 'Makes and changes agents and documents, and API keys of their own.' },
  { role: 'viewer', may: 'Talks to agents, reads what they know, sees the members.' },
]

/** Whether somebody of this role invites, removes and changes members. */
export const managesMembers = (role: Role): boolean => role === 'owner' || role === 'admin'

/** Whether it is the one owner, without whom the workspace cannot be. */
export const isLastOwner = (member: Member, members: readonly Member[]): boolean =>
  member.role === 'owner' && members.filter(({ role }) => role === 'owner').length === 1

/** The roles that somebody of role `mine` may give this member; none where they may not change them. */
export function rolesToGive(mine: Role, member: Member, members: readonly Member[]): Role[] {
  if (!managesMembers(mine) || isLastOwner(member, members)) return []
  if (mine === 'owner') return roles.map(({ role }) => role)
  return member.role === 'owner' ? [] : ['admin', 'builder', 'viewer']
}
