import { openDatabase } from './compose/open-database.ts'
import type { Config } from './config.ts'
import type { Extras } from './extras.ts'

export interface RunningServer {
  /** Where it listens. */
  url: string
  /** The one-time link that makes the operator; undefined when there is one. */
  claimLink: string | undefined
  /** Replaces the agents of the builder's files, conversations going on; answers handles that are taken. */
  replaceAgents(agents: NonNullable<Extras['agents']>): Promise<{ taken: string[] }>
  /** Stops in order: no new work, live answers get time and then an ending, everything is stored. */
  stop(): Promise<void>
}

/** Starts everything and listens. Throws `port_taken`, `data_locked`, `database_unreachable` and their like. */
export async function startServer(config: Config, extras: Extras = {}): Promise<RunningServer> {
  // The database opens, on a thread of its own where it is embedded, while the rest of the program is loaded.
  const opening = openDatabase(config)
  opening.catch(() => undefined)
  const { serve } = await import('./serve.ts')
  const database = await opening
  try {
    return await serve(config, extras, database)
  } catch (error) {
    await database.close().catch(() => undefined)
    throw error
  }
}
