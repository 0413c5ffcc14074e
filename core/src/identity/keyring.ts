import { createHash, hkdfSync, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LoggiaError } from '@loggia/contract'

/** The instance's keys: the first seals, all open. Each purpose has keys of its own, derived by HKDF. */
export interface Keyring {
  current(purpose: string): { id: string; key: Buffer }
  byId(id: string, purpose: string): Buffer | undefined
}

/** A keyring from the text of LOGGIA_SECRET_KEY: one or more keys, newest first, with commas between. */
export function parseKeyring(text: string): Keyring {
  const masters = text
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '')
  const weak = masters.find(part => part.length < 32)
  if (masters.length === 0 || weak !== undefined) {
    throw new LoggiaError('invalid_input', {
      detail: 'A secret key has at least 32 characters; make one with "openssl rand -hex 32".',
    })
  }
  const named = new Map(
    masters.map(master => [createHash('sha256').update(`id:${master}`).digest('hex').slice(0, 12), master]),
  )
  const derive = (master: string, purpose: string) =>
    Buffer.from(hkdfSync('sha256', master, 'loggia', purpose, 32))
  const [[id, master] = ['', '']] = named
  return {
    current: purpose => ({ id, key: derive(master, purpose) }),
    byId(wanted, purpose) {
      const found = named.get(wanted)
      return found === undefined ? undefined : derive(found, purpose)
    },
  }
}

/** The keyring of a data directory, its key made at the first start, in a file that only its owner may read. */
export function openKeyring(directory: string): Keyring {
  const file = join(directory, 'secret.key')
  try {
    if (!existsSync(file)) {
      mkdirSync(directory, { recursive: true, mode: 0o700 })
      writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
    }
    chmodSync(file, 0o600)
    return parseKeyring(readFileSync(file, 'utf8'))
  } catch (cause) {
    if (cause instanceof LoggiaError) throw cause
    throw new LoggiaError('data_unwritable', { detail: `Cannot use ${file}.`, cause })
  }
}
