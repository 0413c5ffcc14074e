import type { InstanceSql } from '@loggia/core/platform'
import type { Letter } from '../mail/index.ts'

/** What signing in needs of the rest of the server. */
export interface SignInPorts {
  auth: InstanceSql
  /** Signs session cookies; at least 32 characters. */
  secret: string
  /** The address people use; `https` makes the cookie secure. Known once the server listens. */
  url(): string
  /** Hands a letter to the post. */
  send(letter: Letter): Promise<void>
  isSuspended(userId: string): Promise<boolean>
  /** Hears that an address was proven after the account was made: what was given away before is worth nothing. */
  onProven(userId: string): Promise<void>
}
