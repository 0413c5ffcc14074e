import { type IdNoun, LoggiaError } from '@loggia/contract'
import { type Clock, type Database, idsBy, type TenantSql } from '../platform/index.ts'
import type { Actor } from './actor.ts'

/** All that an operation gets. The database is bound to the actor's workspace. */
export interface Context {
  actor: Actor
  workspaceId: string
  db: TenantSql
  /** Milliseconds since 1970. */
  now(): number
  newId(noun: IdNoun): string
  signal: AbortSignal
  requestId: string
  /** Network address of the caller, where somebody calls. */
  address: string | undefined
}

/** Binds an actor to its workspace for one request. */
export function createContext(from: {
  database: Database
  actor: Actor
  workspaceId: string
  clock: Clock
  signal: AbortSignal
  requestId: string
  address?: string | undefined
}): Context {
  const { database, actor, workspaceId, clock, signal, requestId, address } = from
  return {
    actor,
    workspaceId,
    db: database.in(workspaceId),
    now: clock,
    newId: idsBy(clock),
    signal,
    requestId,
    address,
  }
}

/** The user behind the context. Throws `unauthenticated` where there is none. */
export function requireUser({ actor }: Context): string {
  if (actor.kind === 'anonymous') throw new LoggiaError('unauthenticated')
  return actor.userId
}
