import { createHash, randomBytes } from 'node:crypto'
import { LoggiaError } from '@loggia/contract'
import { type Clock, type Database, idsBy, isUniqueViolation, type Statement } from '../platform/index.ts'
import type { StaffRole } from './actor.ts'
import { appendAudit } from './store/audit.ts'
import {
  findFirstUser,
  insertAccount,
  isClaimed,
  markSetupCode,
  type NewAccount,
  nameAccount,
  replaceSetupCode,
} from './store.ts'

/** Whether the instance has its operator yet. */
export { isClaimed } from './store.ts'

/**
 * A new one-time code that makes the operator, or undefined when there is one already. Codes given out
 * before stop working; only the hash is kept.
 */
export async function newSetupCode(database: Database): Promise<string | undefined> {
  if (await isClaimed(database.instance)) return undefined
  const code = randomBytes(24).toString('base64url')
  await replaceSetupCode(database.instance, hashOf(code))
  return code
}

export interface NewUser {
  email: string
  name: string
}

/**
 * Makes the operator. `signUp` makes the login under the user id it is given: that of the user who stood in
 * so far, whose workspace the operator takes over, else a new one. Throws `setup_link_invalid` when the code
 * is wrong, used or no longer needed.
 */
export async function claimSetup(
  { database, clock }: { database: Database; clock: Clock },
  { code, ...user }: NewUser & { code: string },
  signUp: (userId: string) => Promise<void>,
): Promise<{ userId: string; workspaceId: string }> {
  const db = database.instance
  const hash = hashOf(code)
  if ((await isClaimed(db)) || !(await markSetupCode(db, hash, true)))
    throw new LoggiaError('setup_link_invalid')
  try {
    const standIn = await findFirstUser(db)
    const userId = standIn?.user_id ?? idsBy(clock)('user')
    await signUp(userId)
    const operator = { ...user, userId, staff: ['operator'] as const }
    const workspaceId = standIn
      ? await saveAccount({ database, clock }, operator, standIn.workspace_id, nameAccount)
      : await createAccount({ database, clock }, operator)
    return { userId, workspaceId }
  } catch (error) {
    await markSetupCode(db, hash, false)
    throw error
  }
}

/** Gives a login its user and a workspace of their own; the workspace's id. Throws `conflict` for a known e-mail. */
export const createAccount = (
  ports: { database: Database; clock: Clock },
  user: NewUser & { userId: string; staff?: readonly StaffRole[] },
): Promise<string> => saveAccount(ports, user, idsBy(ports.clock)('workspace'), insertAccount)

async function saveAccount(
  { database, clock }: { database: Database; clock: Clock },
  user: NewUser & { userId: string; staff?: readonly StaffRole[] },
  workspaceId: string,
  write: (account: NewAccount) => Statement[],
): Promise<string> {
  const { userId, email, name, staff = [] } = user
  const slug = slugFrom(name || email)
  const action = write === insertAccount ? 'workspace.created' : 'workspace.claimed'
  for (let attempt = 1; ; attempt++) {
    const tried = attempt === 1 ? slug : `${slug.slice(0, 32)}-${randomBytes(3).toString('hex')}`
    const account = { userId, email, name, staff, workspaceId, slug: tried, workspaceName: name }
    const entry = { workspaceId, at: new Date(clock()), actor: 'system', action, subject: workspaceId }
    try {
      await database.in(workspaceId).batch([...write(account), ...appendAudit({ ...entry, data: '{}' })])
      return workspaceId
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
      if (error.constraint !== 'workspaces_slug_key') {
        throw new LoggiaError('conflict', {
          detail: 'There is a user with this e-mail address.',
          cause: error,
        })
      }
      if (attempt === 5) throw error
    }
  }
}

/** A slug of 1 to 32 lower-case letters, digits and "-" from a name of any script. */
export function slugFrom(name: string): string {
  const plain = name.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '')
  const slug = plain
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 32)
    .replace(/^-+|-+$/g, '')
  return slug === '' ? 'home' : slug
}

const hashOf = (code: string) => createHash('sha256').update(code).digest('hex')
