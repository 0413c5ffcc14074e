import { createHmac } from 'node:crypto'
import { LoggiaError } from '@loggia/contract'
import pg from 'pg'

/** The role the app logs in as: it owns nothing, inherits nothing, and cannot bypass a policy. */
export const appRole = 'loggia_app'

/**
 * The URL of the app's login beside the owner's. The password follows from the owner's by HMAC, so that
 * every node derives the same and nobody has to keep it; it is set when a login with it fails.
 */
export async function appUrl(owner: pg.Client, ownerUrl: string): Promise<string> {
  const url = new URL(ownerUrl)
  const password = url.password === '' ? '' : derivedPassword(url)
  url.username = appRole
  url.password = password
  if (await canLogin(url.href)) return url.href
  if (password === '') {
    throw new LoggiaError('database_unsafe', {
      detail: `DATABASE_URL has no password to derive the login of ${appRole} from, and the server asks for one. Give that role a password and set APP_DATABASE_URL.`,
    })
  }
  await owner.query(`alter role ${appRole} password ${pg.escapeLiteral(password)}`)
  return url.href
}

const derivedPassword = (owner: URL) =>
  createHmac('sha256', decodeURIComponent(owner.password))
    .update(`${appRole}:${decodeURIComponent(owner.username)}`)
    .digest('base64url')

async function canLogin(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return true
  } catch (error) {
    // 28P01 and 28000: the password is wrong, or the role may not log in like that.
    if (error instanceof pg.DatabaseError && error.code?.startsWith('28')) return false
    throw error
  } finally {
    await client.end().catch(() => undefined)
  }
}
