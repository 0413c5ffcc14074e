import { readFile } from 'node:fs/promises'
import { parentPort } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { vector } from '@electric-sql/pglite-pgvector'

/**
 * The thread that PGlite blocks. It speaks Postgres' own wire: bytes in, bytes out, a whole transaction
 * in one message.
 */
export type FromWorker = { ready: true } | { chunks: readonly Uint8Array[] } | { failed: string }
export type ToWorker = { open: string } | { bytes: Uint8Array } | { close: true }

const port = parentPort
if (!port) throw new Error('This file runs as a worker thread.')

// Compiled while the main thread still unpacks the template.
const wasm = readFile(new URL('pglite.wasm', import.meta.resolve('@electric-sql/pglite'))).then(bytes =>
  WebAssembly.compile(bytes),
)

let database: PGlite | undefined
async function answer(message: ToWorker): Promise<void> {
  if ('open' in message) {
    database = await PGlite.create({
      dataDir: message.open,
      extensions: { vector },
      pgliteWasmModule: await wasm,
      // Taken and zeroed at the start; four times as much would cost 100 MB more for data the system caches anyway.
      startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=32MB', '-c', 'enable_seqscan=off'],
    })
    port?.postMessage({ ready: true } satisfies FromWorker)
  } else if ('bytes' in message) {
    if (!database) throw new Error('The database is not open.')
    const chunks: Uint8Array<ArrayBuffer>[] = []
    // Not execProtocolRaw: that one also parses each answer and keeps what it parsed until the thread ends.
    await database.execProtocolRawStream(message.bytes, {
      // A view into Postgres' own memory, which it writes over next.
      onRawData: view => chunks.push(view.slice()),
    })
    port?.postMessage(
      { chunks } satisfies FromWorker,
      chunks.map(chunk => chunk.buffer),
    )
  } else {
    await database?.close()
    process.exit(0)
  }
}

let last: Promise<void> = Promise.resolve()
port.on('message', (message: ToWorker) => {
  last = last
    .then(() => answer(message))
    .catch((error: unknown) => {
      // An uncaught error of PGlite carries kilobytes of minified source; only its message leaves the thread.
      const failed = (error instanceof Error ? error.message : String(error)).slice(0, 500)
      port.postMessage({ failed } satisfies FromWorker)
    })
})
