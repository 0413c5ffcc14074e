import { resolve } from 'node:path'
import { type Client, createClient, LoggiaError } from '@loggia/sdk'
import { isSameServer, readLocalAccess } from './local-access.ts'

/** Which instance a command is to talk to. */
export interface Place {
  data?: string | undefined
  url?: string | undefined
}

export interface Connection {
  client: Client
  url: string
  /** Ends what was started for this command alone. */
  close(): Promise<void>
}

export const dataDirectory = ({ data }: Place): string =>
  resolve(data ?? process.env.LOGGIA_DATA ?? '.loggia')

const done = async () => {}

/**
 * Reaches the instance: the server at `--url`, else the one that runs on the data directory, else one that is
 * started in this process and ends with the command. Throws `unauthenticated` when there is no key for it.
 */
export async function connect(place: Place): Promise<Connection> {
  const data = dataDirectory(place)
  const local = await readLocalAccess(data)
  if (place.url !== undefined) {
    const url = addressOf(place.url)
    const key =
      process.env.LOGGIA_API_KEY ?? (local && isSameServer(local.url, url) ? local.token : undefined)
    if (key === undefined) {
      const detail = `There is no API key for ${url}: set LOGGIA_API_KEY, or name the data directory of that server with --data.`
      throw new LoggiaError('unauthenticated', { detail })
    }
    return { client: createClient({ baseUrl: url, key }), url, close: done }
  }
  if (local)
    return { client: createClient({ baseUrl: local.url, key: local.token }), url: local.url, close: done }
  return startHere(data)
}

async function startHere(data: string): Promise<Connection> {
  const { openServer } = await import('../start/open-server.ts')
  const server = await openServer({ dataDirectory: data, port: 0, host: '127.0.0.1', logLevel: 'silent' })
  const local = await readLocalAccess(data)
  if (!local) {
    await server.stop()
    throw new LoggiaError('internal', { detail: `The server left no way in below ${data}.` })
  }
  return {
    client: createClient({ baseUrl: server.url, key: local.token }),
    url: server.url,
    close: () => server.stop(),
  }
}

/** Runs some work against the instance and ends what was started for it, whatever happens. */
export async function withConnection<T>(
  place: Place,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await connect(place)
  try {
    return await work(connection)
  } finally {
    await connection.close()
  }
}

function addressOf(text: string): string {
  const url = URL.parse(text)
  if (url && /^https?:$/.test(url.protocol)) return url.origin
  throw new LoggiaError('invalid_input', { detail: `"${text}" is no address like http://127.0.0.1:3000.` })
}
