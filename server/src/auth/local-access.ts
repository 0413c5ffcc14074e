import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LoggiaError } from '@loggia/contract'

/** Name of the file in the data directory by which commands on this machine get in. */
export const localAccessFile = 'access.json'

/** What that file holds; only the user who runs the server may read it. */
export interface LocalAccessFile {
  url: string
  pid: number
  /** `lgl_…`, good until the server stops. */
  token: string
}

/**
 * A way in for commands on this machine: who can read the data directory may act as its owner. With a token
 * that is `given`, another process keeps the file.
 */
export function makeLocalAccess(directory: string, given?: string) {
  const token = given ?? `lgl_${randomBytes(32).toString('base64url')}`
  const hash = sha256(token)
  const file = join(directory, localAccessFile)
  return {
    token,
    /** Whether a bearer is this server's own token. */
    admits: (bearer: string): boolean => bearer.startsWith('lgl_') && timingSafeEqual(sha256(bearer), hash),
    /** Writes the file, with mode 0600, once the address is known. */
    write(url: string): void {
      if (given !== undefined) return
      try {
        mkdirSync(directory, { recursive: true, mode: 0o700 })
        rmSync(file, { force: true })
        const access: LocalAccessFile = { url, pid: process.pid, token }
        writeFileSync(file, `${JSON.stringify(access)}\n`, { mode: 0o600 })
        chmodSync(file, 0o600)
      } catch (cause) {
        throw new LoggiaError('data_unwritable', { detail: `Cannot write ${file}.`, cause })
      }
    },
    remove(): void {
      if (given === undefined) rmSync(file, { force: true })
    },
  }
}

const sha256 = (text: string) => createHash('sha256').update(text).digest()

export type LocalAccess = ReturnType<typeof makeLocalAccess>
