import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { vector } from '@electric-sql/pglite-pgvector'

/**
 * The thread that PGlite blocks. It speaks Postgres' own wire: bytes in, bytes out, a whole transaction
 * in one message.
 */
export type FromWorker =
  | { ready: true }
  | { bytes: Uint8Array }
  | { failed: { message: string; code?: string } }
export type ToWorker = { bytes: Uint8Array } | { close: true }

const port = parentPort
if (!port) throw new Error('This file runs as a worker thread.')
const send = (message: FromWorker, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer)
// An uncaught error of PGlite carries kilobytes of minified source; only these two leave the thread.
const fail = (error: unknown) => {
  const { message, code } = error as { message?: string; code?: string }
  send({ failed: { message: String(message ?? error).slice(0, 500), ...(code !== undefined && { code }) } })
}

try {
  const { directory } = workerData as { directory: string }
  const database = await PGlite.create({ dataDir: directory, extensions: { vector } })
  let last: Promise<void> = Promise.resolve()
  port.on('message', (message: ToWorker) => {
    last = last.then(() => answer(message)).catch(fail)
  })
  async function answer(message: ToWorker) {
    if ('bytes' in message) {
      const bytes = Uint8Array.from(await database.execProtocolRaw(message.bytes))
      send({ bytes }, [bytes.buffer])
    } else {
      await database.close()
      process.exit(0)
    }
  }
  send({ ready: true })
} catch (error) {
  fail(error)
}
