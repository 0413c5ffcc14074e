import { extname } from 'node:path'
import { Duplex } from 'node:stream'
import { Worker } from 'node:worker_threads'
import { LoggiaError } from '@loggia/contract'
import type { FromWorker, ToWorker } from './worker.ts'

/** A socket to the embedded database; `shut` closes the database and ends its thread. */
export interface Wire extends Duplex {
  shut(): Promise<void>
}

/**
 * The worker as a socket that speaks Postgres' wire; signing in is answered here, for there is nobody else
 * inside. The thread starts while `prepare` fills the folder.
 */
export async function openWire(folder: string, prepare: () => void): Promise<Wire> {
  const worker = new Worker(new URL(`./worker${extname(import.meta.url)}`, import.meta.url), {
    // Flags of the process (an inspector, an eval) are not for this thread.
    execArgv: [],
  })
  try {
    prepare()
    await opened(worker, folder)
  } catch (error) {
    await worker.terminate()
    throw error
  }
  let signedIn = false
  const post = (message: ToWorker, transfer: ArrayBuffer[] = []) => worker.postMessage(message, transfer)
  const pass = (chunk: Buffer) => {
    if (!signedIn) {
      signedIn = true
      queueMicrotask(() => wire.push(welcome))
    } else if (chunk[0] !== goodbye) {
      const bytes = Uint8Array.from(chunk)
      post({ bytes }, [bytes.buffer])
    }
  }
  const wire = Object.assign(
    new Duplex({
      read: () => undefined,
      write(chunk: Buffer, _encoding, done) {
        pass(chunk)
        done()
      },
      writev(chunks, done) {
        pass(Buffer.concat(chunks.map(one => one.chunk as Buffer)))
        done()
      },
    }),
    {
      setNoDelay: () => undefined,
      setKeepAlive: () => undefined,
      ref: () => worker.ref(),
      unref: () => worker.unref(),
      connect: () => setImmediate(() => wire.emit('connect')),
      async shut() {
        const gone = new Promise(resolve => worker.once('exit', resolve))
        post({ close: true })
        await gone
      },
    },
  )
  worker.on('message', (message: FromWorker) => {
    if ('chunks' in message) {
      for (const chunk of message.chunks) wire.push(chunk)
    } else if ('failed' in message) {
      wire.destroy(new LoggiaError('database_unreachable', { detail: message.failed }))
    }
  })
  worker.on('error', error => wire.destroy(error as Error))
  worker.on('exit', () => wire.push(null))
  return wire
}

async function opened(worker: Worker, folder: string): Promise<void> {
  const failure = await new Promise<string | undefined>(resolve => {
    worker.once('error', error => resolve(String(error)))
    worker.once('message', (message: FromWorker) => resolve('failed' in message ? message.failed : undefined))
    worker.postMessage({ open: folder } satisfies ToWorker)
  })
  worker.removeAllListeners('error').removeAllListeners('message')
  if (failure !== undefined) throw startFailure(failure)
}

const startFailure = (message: string) =>
  /ENOSPC|No space left/i.test(message)
    ? new LoggiaError('disk_full', { detail: message })
    : new LoggiaError('data_unwritable', { detail: `The embedded database does not open: ${message}` })

// AuthenticationOk, then ReadyForQuery (idle).
const welcome = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49])
const goodbye = 0x58
