import type pg from 'pg'
import type { Connections } from './handles.ts'
import { asDatabaseError } from './statements.ts'

/** A connection that answers batches, and how many stand in its pipeline. */
interface Shared {
  client: Promise<pg.PoolClient>
  batches: number
  /** A transaction waits for it: it gets no more batches. */
  wanted: boolean
}

/**
 * A pool's connections. While one is free a batch has it alone; when all are busy batches stand in the
 * shortest pipeline, where they need neither a wait in the process nor a wake-up in the database. A
 * transaction has a connection to itself, and the busy one it asks for takes no more batches.
 */
export function pooled(pool: pg.Pool, most: number): Connections {
  const open = new Set<Shared>()
  let held = 0

  const connect = () =>
    pool.connect().catch(error => {
      throw asDatabaseError(error)
    })
  const shortest = (): Shared | undefined => {
    let found: Shared | undefined
    for (const shared of open)
      if (!shared.wanted && (!found || shared.batches < found.batches)) found = shared
    return found
  }
  const lend = (): Shared => {
    const shared = { client: connect(), batches: 0, wanted: false }
    open.add(shared)
    return shared
  }

  return {
    async share(work) {
      const busy = open.size + held < most ? undefined : shortest()
      const shared = busy ?? lend()
      shared.batches++
      let client: pg.PoolClient | undefined
      try {
        client = await shared.client
        return await work(client as unknown as pg.Client)
      } finally {
        if (--shared.batches === 0) {
          open.delete(shared)
          client?.release()
        }
      }
    },
    async hold(work) {
      held++
      const busy = open.size + held > most && shortest()
      if (busy) busy.wanted = true
      let client: pg.PoolClient | undefined
      try {
        client = await connect()
        return await work(client as unknown as pg.Client)
      } finally {
        held--
        client?.release()
      }
    },
  }
}
