import type pg from 'pg'
import type { Connections } from '../handles.ts'
import { asDatabaseError } from '../statements.ts'

/** Batches that stand in one pipeline at most while another connection is free. */
const deepest = 16
/** Milliseconds after which the oldest batch of a pipeline counts as slow: nothing more is sent behind it. */
const slowMs = 5

/** A connection that answers batches. */
interface Shared {
  client: Promise<pg.PoolClient>
  /** When each batch of its pipeline was sent, the oldest first: they are answered in that order. */
  sent: number[]
  /** A transaction waits for it: it gets no more batches. */
  wanted: boolean
}

/**
 * A pool's connections. Batches are short, so they share a pipeline, where they need neither a wait in this
 * process nor a wake-up in the database: one busy connection answers more than ten that sleep in between.
 * Behind a slow batch or in a long pipeline nobody is put while a connection is free. A transaction has a
 * connection to itself; when all are busy, one of them takes no more batches and is its own.
 */
export function pooled(pool: pg.Pool, most: number): Connections {
  const open = new Set<Shared>()
  let held = 0

  const connect = () =>
    pool.connect().catch(error => {
      throw asDatabaseError(error)
    })
  const lend = (): Shared => {
    const shared = { client: connect(), sent: [], wanted: false }
    open.add(shared)
    return shared
  }
  const flowing = (): Shared | undefined => {
    const now = performance.now()
    for (const shared of open) {
      const { sent, wanted } = shared
      if (!wanted && sent.length < deepest && now - (sent[0] ?? now) < slowMs) return shared
    }
    return undefined
  }
  const shortest = (): Shared | undefined => {
    let found: Shared | undefined
    for (const shared of open)
      if (!shared.wanted && (!found || shared.sent.length < found.sent.length)) found = shared
    return found
  }
  const choose = (): Shared => flowing() ?? (open.size + held < most ? undefined : shortest()) ?? lend()

  return {
    async share(work) {
      const shared = choose()
      shared.sent.push(performance.now())
      let client: pg.PoolClient | undefined
      try {
        client = await shared.client
        return await work(client as unknown as pg.Client)
      } finally {
        shared.sent.shift()
        if (shared.sent.length === 0) {
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
