import { createHmac, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Scope } from '@loggia/contract'
import { createAccount, parseKeyring, type Role, type StaffRole } from '@loggia/core/identity'
import { type Database, openPGlite, systemClock } from '@loggia/core/platform'
import { openTestDatabase, productMigrations, testDirectory } from '@loggia/core/platform/testing'
import { cookiePrefix } from '../../auth/cookie-prefix.ts'
import { openTestServer, post, type TestServer, type TestServerOptions } from '../../testing.ts'
import { inside, joinRows, signInRows, staffRows } from './store.ts'

/** Somebody with an account, a workspace of their own and a session. */
export interface Person {
  name: string
  userId: string
  workspaceId: string
  cookie: string
}

/** A server with people in it, and the database as its owner sees it where the engine has one. */
export interface House {
  server: TestServer
  people: ReadonlyMap<string, Person>
  person(name: string): Person
  /** What a session with this token shows. */
  cookieOf(token: string): string
  /** Asks with these headers; answers the parsed body. Throws unless it went well. */
  make<T>(headers: Record<string, string>, path: string, body: object, method?: string): Promise<T>
  /** A new API key of this person in their workspace. */
  keyOf(person: Person, scopes?: readonly Scope[], agents?: readonly string[]): Promise<string>
  ownerUrl: string | undefined
  close(): Promise<void>
}

export interface Resident {
  name: string
  /** In the first resident's workspace. */
  role?: Role
  staff?: readonly StaffRole[]
}

const secretKey = randomBytes(32).toString('hex')

/**
 * Moves people in, the first of whom is at home, and starts a real server over it. `arrange` may do before
 * the start what no operation does.
 */
export async function openHouse(
  engine: Database['engine'],
  residents: readonly Resident[],
  arrange: (database: Database, person: (name: string) => Person) => Promise<void> = async () => undefined,
  options: TestServerOptions = {},
): Promise<House> {
  const directory = engine === 'pglite' ? await testDirectory() : mkdtempSync(join(tmpdir(), 'loggia-test-'))
  const postgres = engine === 'postgres' ? await openTestDatabase('postgres') : undefined
  const database = postgres ?? (await openPGlite({ directory, migrations: await productMigrations() }))
  const cookieSecret = parseKeyring(secretKey).current('session cookies').key.toString('hex')
  const cookieOf = (token: string) => {
    const signature = createHmac('sha256', cookieSecret).update(token).digest('base64')
    return `${cookiePrefix}.session_token=${encodeURIComponent(`${token}.${signature}`)}`
  }

  const people = new Map<string, Person>()
  const person = (name: string): Person => {
    const found = people.get(name)
    if (!found) throw new Error(`Nobody here is called ${name}.`)
    return found
  }
  for (const { name, role, staff } of residents) {
    const userId = `usr_${name}${randomBytes(6).toString('hex')}`
    const ports = { database, clock: systemClock }
    const workspaceId = await createAccount(ports, { userId, email: `${name}@example.com`, name })
    const token = randomBytes(24).toString('hex')
    await database.auth.batch(signInRows(userId, token))
    if (staff) await database.instance.batch(staffRows(userId, staff))
    const home = [...people.values()][0]?.workspaceId
    if (role && home) await inside(database, home, joinRows(home, userId, role))
    people.set(name, { name, userId, workspaceId, cookie: cookieOf(token) })
  }
  await arrange(database, person)
  if (!postgres) await database.close()

  const server = await openTestServer({
    ...options,
    flags: {
      dataDirectory: directory,
      secretKey,
      ...(postgres?.ownerUrl !== undefined && { databaseUrl: postgres.ownerUrl }),
      ...options.flags,
    },
  })

  const make = async <T>(headers: Record<string, string>, path: string, body: object, method = 'POST') => {
    const response = await server.stranger(path, { ...post(body, headers), method })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as T
  }
  return {
    server,
    people,
    person,
    cookieOf,
    make,
    async keyOf({ cookie }, scopes, agents) {
      const wish = { name: 'proof', ...(scopes && { scopes }), ...(agents && { agents }) }
      return (await make<{ key: string }>({ cookie }, '/api/keys', wish)).key
    },
    ownerUrl: postgres?.ownerUrl,
    async close() {
      await server.stop()
      await postgres?.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
