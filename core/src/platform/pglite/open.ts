import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { Database } from '../database.ts'
import { type Connections, handlesOver } from '../handles.ts'
import { createChannels } from '../listen.ts'
import { type MigrationFile, migrate } from '../migrations.ts'
import { appRole, type Owner, ownerOver, readSnapshot } from '../roles.ts'
import { asDatabaseError, typeParsers } from '../statements.ts'
import { checkWalls } from '../walls.ts'
import { lockDirectory } from './directory-lock.ts'
import { templateFor, unpackTemplate } from './template.ts'
import { openWire, type Wire } from './wire.ts'

export interface PGliteOptions {
  /** The data directory; the database lies in `pglite/` below it. */
  directory: string
  migrations: readonly MigrationFile[]
  /** What a first start unpacks; the shipped one that fits the migrations when absent. */
  template?: URL | string
}

/**
 * Opens the embedded database: locks the directory, unpacks the template at the first start, migrates,
 * then gives up the owner's rights for good. Throws `data_locked`, `data_unwritable`, `database_unsafe`
 * or `schema_newer`.
 */
export async function openPGlite(options: PGliteOptions): Promise<Database> {
  const { client, wire, unlock } = await openSession(options)
  try {
    await migrate(client, options.migrations)
    await client.query(`set session authorization ${appRole}`)
    const vectors = await checkWalls(client)
    return database(client, wire, vectors, unlock)
  } catch (error) {
    await wire.shut()
    unlock()
    throw asDatabaseError(error)
  }
}

/**
 * Opens the embedded database as its owner and migrates nothing; a folder that is not there is unpacked
 * from the template. Throws `data_locked` or `data_unwritable`.
 */
export async function openPGliteOwner(options: PGliteOptions): Promise<Owner> {
  const { client, wire, unlock } = await openSession(options)
  return ownerOver('pglite', client, () => wire.shut().then(unlock))
}

/** Locks the directory and signs in as the superuser, who is the only one inside. */
async function openSession(options: PGliteOptions) {
  const unlock = await lockDirectory(options.directory)
  let wire: Wire | undefined
  try {
    const folder = join(options.directory, 'pglite')
    const open = await openWire(folder, () => {
      if (!existsSync(folder)) unpackTemplate(options.template ?? templateFor(options.migrations), folder)
    })
    wire = open
    const client = new pg.Client({
      stream: () => open as never,
      user: 'postgres',
      pipeline: true,
      types: typeParsers,
    })
    client.on('error', () => undefined)
    await client.connect()
    return { client, wire: open, unlock }
  } catch (error) {
    await wire?.shut()
    unlock()
    throw asDatabaseError(error)
  }
}

function database(client: pg.Client, wire: Wire, vectors: boolean, unlock: () => void): Database {
  const connections = oneSession(client)
  const channels = createChannels()
  client.on('notification', ({ channel, payload }) => channels.hear(channel, payload ?? ''))
  const run = (text: string) => connections.share(() => client.query(text))
  let closed: Promise<void> | undefined
  return {
    engine: 'pglite',
    vectors,
    ...handlesOver(connections),
    async listen(channel, handler) {
      if (channels.add(channel, handler)) await run(`listen ${pg.escapeIdentifier(channel)}`)
      return async () => {
        if (channels.remove(channel, handler)) await run(`unlisten ${pg.escapeIdentifier(channel)}`)
      }
    },
    // Everybody else waits meanwhile: there is one session. The owner's rights end with the transaction.
    snapshot: work =>
      connections.hold(client =>
        readSnapshot(client, work, [{ text: 'set local session authorization postgres' }]),
      ),
    close() {
      closed ??= connections.hold(() => wire.shut()).then(unlock)
      return closed
    },
  }
}

/**
 * There is one session. Batches follow each other in its pipeline without waiting; an interactive
 * transaction has it alone, and whoever comes meanwhile waits in line.
 */
function oneSession(client: pg.Client): Connections {
  const line: (() => void)[] = []
  let held = false
  const turn = () => new Promise<void>(resolve => line.push(resolve))
  return {
    async share(work) {
      while (held) await turn()
      return work(client)
    },
    async hold(work) {
      while (held) await turn()
      held = true
      try {
        return await work(client)
      } finally {
        held = false
        for (const next of line.splice(0)) next()
      }
    },
  }
}
