import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LoggiaError } from '@loggia/sdk'

/** How commands on the server's own machine get in; the running server writes it, for its owner's eyes only. */
export interface LocalAccess {
  url: string
  pid: number
  /** A bearer that holds until that server stops. */
  token: string
}

/** The file of a data directory. */
export const accessFile = (data: string): string => join(data, 'access.json')

/** The way in to the server that runs on this data directory; undefined when none runs. */
export async function readLocalAccess(data: string): Promise<LocalAccess | undefined> {
  const written = await readAccessFile(data)
  return written && isAlive(written.pid) && (await answers(written.url)) ? written : undefined
}

/** What the file says, whether or not that server still runs. Throws `forbidden` when it may not be read. */
export async function readAccessFile(data: string): Promise<LocalAccess | undefined> {
  try {
    const { url, pid, token } = JSON.parse(await readFile(accessFile(data), 'utf8')) as Partial<LocalAccess>
    return url && pid && token ? { url, pid, token } : undefined
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'EACCES') {
      const detail = `${accessFile(data)} belongs to another user: run this as the user whose server it is, or set LOGGIA_API_KEY and --url.`
      throw new LoggiaError('forbidden', { detail })
    }
    return undefined
  }
}

/** Whether both addresses mean one server: the local key must not be sent anywhere else. */
export function isSameServer(one: string, other: string): boolean {
  const [a, b] = [new URL(one), new URL(other)]
  return (
    a.port === b.port &&
    a.protocol === b.protocol &&
    (a.hostname === b.hostname || (isLoopback(a) && isLoopback(b)))
  )
}

const isLoopback = ({ hostname }: URL): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Another program may have the pid of a server that died: it counts only if it answers as ours. */
async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/api/instance`, { signal: AbortSignal.timeout(5_000) })
    return ((await response.json()) as { name?: unknown }).name === 'Loggia'
  } catch {
    return false
  }
}
