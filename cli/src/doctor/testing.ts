import { type AddressInfo, createServer, type Socket } from 'node:net'
import pg from 'pg'

/**
 * A pooler as PgBouncer behaves at the wire: it signs clients in by itself, with process ids of its own
 * invention, and lends its two connections, the one used last first, by the transaction or by the session.
 */
export async function startPooler(target: string, mode: 'transaction' | 'session') {
  const idle = await Promise.all([1, 2].map(() => rawConnection(target)))
  const lenders = [...idle]
  const waiting: ((server: Socket) => void)[] = []
  const release = (server: Socket) => {
    server.removeAllListeners('data')
    const next = waiting.shift()
    if (next) next(server)
    else idle.push(server)
  }
  const borrow = () => {
    const server = idle.pop()
    return server ? Promise.resolve(server) : new Promise<Socket>(resolve => waiting.push(resolve))
  }
  const pooler = createServer(client => {
    let signedIn = false
    let server: Promise<Socket> | undefined
    let asked = 0
    const giveBack = () => {
      void server?.then(release)
      server = undefined
    }
    const attach = () => {
      server ??= borrow().then(lent => {
        const answers = framer(true, message => {
          client.write(message)
          if (message[0] === ready) asked--
          if (message[0] === ready && message[5] === idleStatus && asked === 0 && mode === 'transaction')
            giveBack()
        })
        lent.on('data', answers)
        return lent
      })
      return server
    }
    const requests = framer(true, message => {
      if (message[0] === goodbye) return
      if (message[0] === query || message[0] === sync) asked++
      void attach().then(lent => lent.write(message))
    })
    const startup = framer(false, () => {
      signedIn = true
      client.write(welcome)
    })
    client.on('data', (chunk: Buffer) => (signedIn ? requests(chunk) : startup(chunk)))
    client.on('error', () => undefined)
    client.on('close', giveBack)
  })
  await new Promise<void>(resolve => pooler.listen(0, '127.0.0.1', resolve))
  const url = new URL(target)
  url.hostname = '127.0.0.1'
  url.port = String((pooler.address() as AddressInfo).port)
  return {
    url: url.href,
    async stop() {
      await new Promise(resolve => pooler.close(resolve))
      for (const server of lenders) server.destroy()
    },
  }
}

const [query, sync, ready, goodbye, idleStatus] = [...Buffer.from('QSZXI')]

/** AuthenticationOk, BackendKeyData with process 1, ReadyForQuery. */
const welcome = Buffer.from([
  ...[0x52, 0, 0, 0, 8, 0, 0, 0, 0],
  ...[0x4b, 0, 0, 0, 12, 0, 0, 0, 1, 0, 0, 0, 1],
  ...[0x5a, 0, 0, 0, 5, 0x49],
])

/** A signed-in connection to Postgres without the driver on it. */
async function rawConnection(target: string): Promise<Socket> {
  const client = new pg.Client({ connectionString: target })
  await client.connect()
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
  stream.removeAllListeners()
  stream.on('error', () => undefined)
  return stream.resume()
}

/** Cuts a stream into messages of the wire; a client's first one has no type. */
function framer(typed: boolean, each: (message: Buffer) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0)
  const at = typed ? 1 : 0
  return chunk => {
    rest = Buffer.concat([rest, chunk])
    while (rest.length >= at + 4) {
      const end = at + rest.readInt32BE(at)
      if (rest.length < end) return
      const message = rest.subarray(0, end)
      rest = rest.subarray(end)
      each(message)
    }
  }
}
