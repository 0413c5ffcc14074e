import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { LoggiaError } from '@loggia/contract'

/** Sealed bytes: AES-256-GCM, everything but the key in base64. */
export interface Sealed {
  /** Which key sealed it. */
  keyId: string
  nonce: string
  sealed: string
  tag: string
}

/** A sealed secret. Version 1 was sealed by a key of the instance, version 2 is by a key of its workspace. */
export interface Envelope extends Sealed {
  version: 1 | 2
}

/** A key and the name that its seals carry. */
export interface SealingKey {
  id: string
  key: Buffer
}

/** Where a secret belongs. It is authenticated with the value: an envelope moved elsewhere does not open. */
export interface Place {
  workspaceId: string
  name: string
  /** Absent for a secret of the whole workspace. */
  agentId?: string | undefined
}

/** Seals a value for one place with the key of its workspace. */
export const seal = (key: SealingKey, place: Place, value: string): Envelope => ({
  version: 2,
  ...sealBytes(key, placeBytes(2, place), Buffer.from(value)),
})

/** The value again. Throws `secret_unreadable` when the key is missing or anything was changed. */
export function unseal(key: Buffer | undefined, place: Place, envelope: Envelope): string {
  if (!key) {
    throw new LoggiaError('secret_unreadable', {
      detail: `${place.name} was sealed with another instance key.`,
    })
  }
  try {
    return unsealBytes(key, placeBytes(envelope.version, place), envelope).toString('utf8')
  } catch (cause) {
    throw new LoggiaError('secret_unreadable', { detail: `${place.name} does not open.`, cause })
  }
}

/** Seals bytes together with what is said about them, which stays readable and cannot be changed. */
export function sealBytes({ id, key }: SealingKey, about: Buffer, bytes: Buffer): Sealed {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(about)
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()])
  return {
    keyId: id,
    nonce: nonce.toString('base64'),
    sealed: sealed.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
  }
}

/** The bytes again. Throws when the key is another or anything was changed. */
export function unsealBytes(key: Buffer, about: Buffer, { nonce, sealed, tag }: Sealed): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64'), { authTagLength: 16 })
  decipher.setAAD(about).setAuthTag(Buffer.from(tag, 'base64'))
  return Buffer.concat([decipher.update(sealed, 'base64'), decipher.final()])
}

const placeBytes = (version: number, { workspaceId, name, agentId }: Place) =>
  Buffer.from(
    JSON.stringify([
      'loggia.secret',
      version,
      workspaceId,
      name,
      ...(agentId === undefined ? [] : [agentId]),
    ]),
  )
