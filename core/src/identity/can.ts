import { LoggiaError, type Scope } from '@loggia/contract'
import type { Actor, Role } from './actor.ts'

/** What an action is done to. Absent fields do not matter to it. */
export interface Subject {
  agentId?: string
  /** The user it belongs to: a conversation, its runs and approvals, a key. */
  userId?: string
}

const viewer: Scope[] = [
  'agents:read',
  'conversations:read',
  'conversations:write',
  'runs:read',
  'runs:write',
]
const alsoViewer: Scope[] = [
  'approvals:answer',
  'models:read',
  'memory:read',
  'knowledge:read',
  'workspace:read',
]
const builder: Scope[] = ['agents:write', 'memory:write', 'knowledge:write', 'secrets:read', 'keys:manage']
const admin: Scope[] = ['secrets:write', 'members:manage', 'audit:read']
const owner: Scope[] = ['workspace:manage']

/** What each role may do in its workspace. */
const allowed: Record<Role, ReadonlySet<Scope>> = {
  viewer: new Set([...viewer, ...alsoViewer]),
  builder: new Set([...viewer, ...alsoViewer, ...builder]),
  admin: new Set([...viewer, ...alsoViewer, ...builder, ...admin]),
  owner: new Set([...viewer, ...alsoViewer, ...builder, ...admin, ...owner]),
}

/** What is private to the user it belongs to; owners and admins may read it, and nobody else writes it. */
const personal: ReadonlySet<Scope> = new Set<Scope>([
  ...[
    'conversations:read',
    'conversations:write',
    'runs:read',
    'runs:write',
    'approvals:answer',
    'keys:manage',
  ],
] as Scope[])

/** Whether this actor may do this here: `can(actor, 'agents:write', { agentId })`. */
export function can(actor: Actor, action: Scope, subject: Subject = {}): boolean {
  if (actor.kind === 'anonymous') return false
  if (actor.kind === 'key' && !actor.scopes.includes(action)) return false
  if (actor.kind === 'key' && !reachesAgent(actor.agentIds, subject)) return false
  if (action === 'instance:read' || action === 'instance:manage') return actor.staff.includes('operator')
  if (!allowed[actor.role].has(action)) return false
  const isForeign = subject.userId !== undefined && subject.userId !== actor.userId
  if (!isForeign || !personal.has(action)) return true
  return action.endsWith(':read') && (actor.role === 'owner' || actor.role === 'admin')
}

const reachesAgent = (agentIds: string[] | undefined, { agentId }: Subject) =>
  agentIds === undefined || agentId === undefined || agentIds.includes(agentId)

/** Whether the actor's API key is bound to other agents only; everybody else reaches all of the workspace. */
export const reaches = (actor: Actor, agentId: string): boolean =>
  actor.kind !== 'key' || reachesAgent(actor.agentIds, { agentId })

/** Every scope of the actor, in the order of the table. */
export const scopesOf = (actor: Actor, table: readonly Scope[]): Scope[] =>
  table.filter(action => can(actor, action))

/** Throws `unauthenticated` or `forbidden` unless the actor may. */
export function authorise(actor: Actor, action: Scope, subject: Subject = {}): void {
  if (can(actor, action, subject)) return
  if (actor.kind === 'anonymous') throw new LoggiaError('unauthenticated')
  const lacks = actor.kind === 'key' && !actor.scopes.includes(action)
  const who = lacks ? 'This API key does not have' : `A ${actor.role} does not have, for this,`
  throw new LoggiaError('forbidden', { detail: `${who} the scope ${action}.` })
}
