import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { LoggiaError } from '@loggia/contract'
import type { Keyring } from './keyring.ts'

/** A sealed secret: AES-256-GCM, everything but the key in base64. */
export interface Envelope {
  version: 1
  /** Which key of the keyring sealed it. */
  keyId: string
  nonce: string
  sealed: string
  tag: string
}

/** Where a secret belongs. It is authenticated with the value: an envelope moved elsewhere does not open. */
export interface Place {
  workspaceId: string
  name: string
}

/** Seals a value for one place. */
export function seal(keyring: Keyring, place: Place, value: string): Envelope {
  const { id, key } = keyring.current('secrets')
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(placeBytes(place))
  const sealed = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()])
  return {
    version: 1,
    keyId: id,
    nonce: nonce.toString('base64'),
    sealed: sealed.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
  }
}

/** The value again. Throws `secret_unreadable` when the key is missing or anything was changed. */
export function unseal(keyring: Keyring, place: Place, envelope: Envelope): string {
  const key = keyring.byId(envelope.keyId, 'secrets')
  if (!key) {
    throw new LoggiaError('secret_unreadable', {
      detail: `${place.name} was sealed with another instance key.`,
    })
  }
  try {
    const tag = Buffer.from(envelope.tag, 'base64')
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(envelope.nonce, 'base64'), {
      authTagLength: 16,
    })
    decipher.setAAD(placeBytes(place)).setAuthTag(tag)
    return Buffer.concat([decipher.update(envelope.sealed, 'base64'), decipher.final()]).toString('utf8')
  } catch (cause) {
    throw new LoggiaError('secret_unreadable', { detail: `${place.name} does not open.`, cause })
  }
}

const placeBytes = ({ workspaceId, name }: Place) =>
  Buffer.from(JSON.stringify(['loggia.secret', 1, workspaceId, name]))
