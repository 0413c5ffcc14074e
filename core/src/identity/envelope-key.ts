import { randomBytes } from 'node:crypto'
import { LoggiaError } from '@loggia/contract'
import { type Sealed, type SealingKey, sealBytes, unsealBytes } from './envelope.ts'
import type { Keyring } from './keyring.ts'

/** A data key as the database keeps it: sealed with a key of the instance. */
export interface WrappedKey extends Sealed {
  version: 1
}

/** What a data key is for. It is authenticated with the key: a key moved elsewhere does not open. */
export interface KeyPlace {
  workspaceId: string
  purpose: string
}

const keyPurpose = 'data keys'

/** The id of the instance's key that wraps new data keys. */
export const wrappingKeyId = (keyring: Keyring): string => keyring.current(keyPurpose).id

/** A new random key of a workspace. */
export const makeDataKey = (): SealingKey => ({
  id: randomBytes(9).toString('base64url'),
  key: randomBytes(32),
})

/** Seals a data key with the newest key of the instance. */
export const wrapKey = (keyring: Keyring, place: KeyPlace, { id, key }: SealingKey): WrappedKey => ({
  version: 1,
  ...sealBytes(keyring.current(keyPurpose), placeBytes(place, id), key),
})

/** The data key again. Throws `secret_unreadable` when the instance lost that key, or anything was changed. */
export function unwrapKey(keyring: Keyring, place: KeyPlace, id: string, wrapped: WrappedKey): SealingKey {
  const key = keyring.byId(wrapped.keyId, keyPurpose)
  const detail = key
    ? 'The key of the workspace does not open.'
    : 'The key of the workspace was sealed with another instance key.'
  if (!key) throw new LoggiaError('secret_unreadable', { detail })
  try {
    return { id, key: unsealBytes(key, placeBytes(place, id), wrapped) }
  } catch (cause) {
    throw new LoggiaError('secret_unreadable', { detail, cause })
  }
}

const placeBytes = ({ workspaceId, purpose }: KeyPlace, id: string) =>
  Buffer.from(JSON.stringify(['loggia.data-key', 1, workspaceId, purpose, id]))
