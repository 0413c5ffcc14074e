import { randomUUID } from 'node:crypto'
import type { Database } from './database.ts'

/** What everyone who subscribed hears; it is a doorbell, never the only place where something is kept. */
export interface Bus {
  /** To subscribers in this process at once, and to other processes as soon as the database tells them. */
  publish(topic: string, payload: string): void
  /** To subscribers in this process only. */
  publishHere(topic: string, payload: string): void
  /**
   * The handler gets the payload, or `undefined` when it was too large to travel between processes: then
   * the table has it. The answer ends the subscription.
   */
  subscribe(topic: string, handler: (payload: string | undefined) => void): () => void
  close(): Promise<void>
}

const channel = 'loggia_bus'
/** NOTIFY takes fewer than 8000 bytes; the rest is for the envelope. */
const largest = 7_600

/** Publish and subscribe by topic, over the database's notifications. `failed` hears what could not be sent. */
export async function openBus(database: Database, failed: (error: unknown) => void): Promise<Bus> {
  const origin = randomUUID()
  const topics = new Map<string, Set<(payload: string | undefined) => void>>()
  const deliver = (topic: string, payload: string | undefined) => {
    for (const handler of topics.get(topic) ?? []) handler(payload)
  }
  // The embedded database has one process: nobody else could hear.
  const alone = database.engine === 'pglite'
  const stop = alone
    ? undefined
    : await database.listen(channel, text => {
        const message = JSON.parse(text) as Doorbell
        if (message.origin !== origin) deliver(message.topic, message.payload)
      })
  let waiting: string[] = []
  let sending: Promise<void> = Promise.resolve()
  const flush = () => {
    const texts = waiting
    waiting = []
    if (texts.length === 0) return
    const text = `select count(pg_notify('${channel}', t)) from unnest($1::text[]) t`
    sending = database.instance.query(text, [texts]).then(() => undefined, failed)
  }

  return {
    publish(topic, payload) {
      deliver(topic, payload)
      if (alone) return
      const whole = JSON.stringify({ origin, topic, payload } satisfies Doorbell)
      const fits = Buffer.byteLength(whole) <= largest
      // What is published in one tick goes out in one statement.
      if (waiting.length === 0) setImmediate(flush)
      waiting.push(fits ? whole : JSON.stringify({ origin, topic } satisfies Doorbell))
    },
    publishHere: deliver,
    subscribe(topic, handler) {
      const handlers = topics.get(topic) ?? new Set()
      topics.set(topic, handlers.add(handler))
      return () => {
        handlers.delete(handler)
        if (handlers.size === 0 && topics.get(topic) === handlers) topics.delete(topic)
      }
    },
    async close() {
      flush()
      await sending
      await stop?.()
    },
  }
}

interface Doorbell {
  origin: string
  topic: string
  payload?: string
}
