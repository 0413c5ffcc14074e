import pg from 'pg'
import { asDatabaseError } from './statements.ts'

type Handler = (payload: string) => void

/** The channels that are listened to, and who hears them. */
export function createChannels() {
  const handlers = new Map<string, Set<Handler>>()
  return {
    names: () => [...handlers.keys()],
    hear(channel: string, payload: string) {
      for (const handler of handlers.get(channel) ?? []) handler(payload)
    },
    /** Whether the handler is the first on its channel. */
    add(channel: string, handler: Handler) {
      const known = handlers.get(channel)
      if (known) known.add(handler)
      else handlers.set(channel, new Set([handler]))
      return !known
    },
    /** Whether the handler was the last on its channel. */
    remove(channel: string, handler: Handler) {
      const known = handlers.get(channel)
      if (!known?.delete(handler) || known.size > 0) return false
      return handlers.delete(channel)
    },
  }
}

/**
 * LISTEN over one connection of its own, made at the first use and made again when it breaks. What was
 * notified in between is lost: a payload is a doorbell, the table is the truth.
 */
export function listenOn(connect: () => pg.Client) {
  const channels = createChannels()
  let connection: Promise<pg.Client> | undefined
  let closed = false
  let retry: NodeJS.Timeout | undefined

  async function open(): Promise<pg.Client> {
    const client = connect()
    client.on('notification', ({ channel, payload }) => channels.hear(channel, payload ?? ''))
    client.on('error', () => undefined)
    await client.connect()
    client.on('end', again)
    for (const channel of channels.names()) await client.query(`listen ${pg.escapeIdentifier(channel)}`)
    return client
  }
  function again() {
    connection = undefined
    if (closed || channels.names().length === 0) return
    clearTimeout(retry)
    retry = setTimeout(() => {
      connection = open()
      connection.catch(again)
    }, 500).unref()
  }

  return {
    async listen(channel: string, handler: Handler) {
      const first = channels.add(channel, handler)
      try {
        if (connection && first) await (await connection).query(`listen ${pg.escapeIdentifier(channel)}`)
        connection ??= open()
        await connection
      } catch (error) {
        channels.remove(channel, handler)
        connection = undefined
        throw asDatabaseError(error)
      }
      return async () => {
        if (!channels.remove(channel, handler)) return
        await (await connection)?.query(`unlisten ${pg.escapeIdentifier(channel)}`)
      }
    },
    async close() {
      closed = true
      clearTimeout(retry)
      await connection?.then(client => client.end()).catch(() => undefined)
    },
  }
}
