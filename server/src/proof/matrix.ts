import type { Access, Scope } from '@loggia/contract'

/** Everybody who may stand before the door, as the proof plays them. */
export const characters = [
  'anonymous',
  "other workspace's owner",
  "other workspace's owner, asking for this workspace",
  'removed member, asking for this workspace',
  'owner',
  'admin',
  'builder',
  'viewer',
  'viewer and operator',
  'viewer and moderator',
  'viewer and support',
  'key without the scope',
  'key of another agent',
  'revoked key',
  'expired key',
  'expired session',
] as const
export type Character = (typeof characters)[number]

/**
 * What a request comes to. `passes` is anything but a refusal: what is done with a request that may be made
 * is for other tests. `own` answers from the caller's own side and shows nothing of the workspace asked about.
 */
export type Outcome = 'open' | 'unauthenticated' | 'forbidden' | 'hidden' | 'own' | 'passes'

/**
 * Who holds a scope: o(wner) a(dmin) b(uilder) v(iewer), and O(perator) M(oderator) S(upport) by staff role.
 * This is the declaration: `can()` is compared with it, and so is what every operation answers. A new scope is
 * one line here.
 */
export const holders: Readonly<Record<string, string>> = {
  'agents:read': 'oabv',
  'agents:write': 'oab',
  'conversations:read': 'oabv',
  'conversations:write': 'oabv',
  'runs:read': 'oabv',
  'runs:write': 'oabv',
  'approvals:answer': 'oabv',
  'models:read': 'oabv',
  'secrets:read': 'oab',
  'secrets:write': 'oa',
  'keys:manage': 'oab',
  'memory:read': 'oabv',
  'memory:write': 'oab',
  'knowledge:read': 'oabv',
  'knowledge:write': 'oab',
  'workspace:read': 'oabv',
  'members:manage': 'oa',
  'workspace:manage': 'o',
  'audit:read': 'oa',
  'instance:read': 'O',
  'instance:manage': 'O',
}

/** What is private to the user it belongs to: owners and admins may read it, nobody else may write it. */
export const personal: readonly Scope[] = [
  'conversations:read',
  'conversations:write',
  'runs:read',
  'runs:write',
  'approvals:answer',
  'keys:manage',
]

const letters: Partial<Record<Character, string>> = {
  owner: 'o',
  admin: 'a',
  builder: 'b',
  viewer: 'v',
  'viewer and operator': 'vO',
  'viewer and moderator': 'vM',
  'viewer and support': 'vS',
}

/** Whether somebody with these letters holds the scope. */
export const holds = (who: string, scope: string): boolean =>
  [...who].some(letter => holders[scope]?.includes(letter))

/** What the table knows about an operation that decides its row. */
export interface Asked {
  access: Access
  /** It names something that belongs to a workspace, in its path or as a required field. */
  namesTenant: boolean
  /** What it names belongs to one agent. */
  namesAgent: boolean
}

/** The declared outcome of every operation for every character. Throws for an access that no line declares. */
export function outcomeOf(character: Character, { access, namesTenant, namesAgent }: Asked): Outcome {
  if (access === 'public') return 'open'
  if (access !== 'signed-in' && !holders[access]) throw new Error(`The matrix has no line for ${access}.`)
  const mayAsPerson = (who: string) => access === 'signed-in' || holds(who, access)
  switch (character) {
    case 'anonymous':
    case 'revoked key':
    case 'expired key':
    case 'expired session':
      return 'unauthenticated'
    case "other workspace's owner, asking for this workspace":
    case 'removed member, asking for this workspace':
      return 'hidden'
    case "other workspace's owner":
      if (!mayAsPerson('o')) return 'forbidden'
      return namesTenant ? 'hidden' : 'own'
    case 'key without the scope':
      return 'forbidden'
    case 'key of another agent':
      if (!mayAsPerson('o') || access === 'signed-in') return 'forbidden'
      return namesAgent ? 'hidden' : 'own'
    default:
      return mayAsPerson(letters[character] ?? '') ? 'passes' : 'forbidden'
  }
}
