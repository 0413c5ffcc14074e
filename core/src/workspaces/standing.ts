import { LoggiaError } from '@loggia/contract'
import type { Role } from '../identity/index.ts'

/** What the roles of a workspace are at the moment somebody wants to change them. */
export interface Standing {
  /** Who wants it; undefined when they are no member any more. */
  by: Role | undefined
  /** Whom it is about; undefined when they are no member. */
  target: Role | undefined
  owners: number
}

/** Throws unless whoever wants it may give the target this role. */
export function checkRoleChange(standing: Standing, role: Role): void {
  const target = checkReach(standing)
  if (role === 'owner' && standing.by !== 'owner') throw onlyOwners()
  if (target === 'owner' && role !== 'owner') checkNotLast(standing)
}

/** Throws unless whoever wants it may remove the target. */
export function checkRemoval(standing: Standing): void {
  if (checkReach(standing) === 'owner') checkNotLast(standing)
}

/** Throws unless the target may go by their own will. */
export function checkLeave(standing: Standing): void {
  if (standing.target === undefined) throw noMember()
  if (standing.target === 'owner') checkNotLast(standing)
}

/** Throws unless whoever wants it may make the target owner in their place. */
export function checkTransfer(standing: Standing, isSelf: boolean): void {
  if (standing.by !== 'owner') throw onlyOwners()
  if (standing.target === undefined) throw noMember()
  if (isSelf) throw new LoggiaError('conflict', { detail: 'You are owner already.' })
}

function checkReach({ by, target }: Standing): Role {
  if (by !== 'owner' && by !== 'admin')
    throw new LoggiaError('forbidden', { detail: 'Only owners and admins change members.' })
  if (target === undefined) throw noMember()
  if (target === 'owner' && by !== 'owner') throw onlyOwners()
  return target
}

function checkNotLast({ owners }: Standing): void {
  if (owners > 1) return
  const detail = 'The last owner cannot go. Hand the workspace over to another member first, or delete it.'
  throw new LoggiaError('conflict', { detail })
}

const onlyOwners = () => new LoggiaError('forbidden', { detail: 'Only an owner makes or changes owners.' })
const noMember = () => new LoggiaError('not_found', { detail: 'The workspace has no such member.' })
