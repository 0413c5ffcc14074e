import type { IncomingMessage } from 'node:http'
import { type Frames, frameMs, gather } from './frames.ts'

/** Headers of an answer; repeated ones are joined as fetch does. */
export function headersOf(incoming: IncomingMessage): Headers {
  const headers = new Headers()
  const { rawHeaders } = incoming
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    headers.append(rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '')
  }
  return headers
}

/** Bytes waiting for a slow reader before the socket is paused. */
const waterMark = 256 * 1024

/**
 * The body as a web stream: chunks as they come off the socket, those of an event stream in frames, paused
 * while nobody reads, failed when the connection breaks, and the socket destroyed when the reader cancels or
 * the signal aborts.
 */
export function bodyOf(incoming: IncomingMessage, signal?: AbortSignal): ReadableStream<Uint8Array> {
  const abort = () => incoming.destroy(signal?.reason)
  const isEventStream = incoming.headers['content-type']?.includes('text/event-stream') ?? false
  let frames: Frames
  let over = false
  const end = (act: () => void) => {
    if (over) return
    over = true
    frames.stop()
    signal?.removeEventListener('abort', abort)
    act()
  }
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        frames = gather(isEventStream ? frameMs : 0, waterMark, bytes => {
          controller.enqueue(bytes)
          if ((controller.desiredSize ?? 0) <= 0) incoming.pause()
        })
        incoming.on('data', (chunk: Buffer) => {
          if (!over) frames.add(chunk)
        })
        const close = (act: () => void) => {
          if (!over) frames.give()
          end(act)
        }
        incoming.once('end', () => close(() => controller.close()))
        incoming.once('error', error =>
          close(() => controller.error(signal?.aborted ? signal.reason : error)),
        )
        incoming.once('close', () => close(() => controller.error(cut(signal))))
        signal?.addEventListener('abort', abort, { once: true })
      },
      pull() {
        incoming.resume()
      },
      cancel() {
        end(() => incoming.destroy())
      },
    },
    { highWaterMark: waterMark, size: chunk => chunk?.byteLength ?? 0 },
  )
}

const cut = (signal: AbortSignal | undefined): unknown =>
  signal?.aborted
    ? signal.reason
    : Object.assign(new Error('The connection was closed before the answer was complete.'), {
        code: 'ECONNRESET',
      })
