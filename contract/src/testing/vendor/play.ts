import type { ServerResponse } from 'node:http'
import { chatFrames } from './chat-frames.ts'
import { failureFrame } from './failures.ts'
import { messagesFrames } from './messages-frames.ts'
import type { Dialect, Frames, VendorReply } from './reply.ts'
import { responsesFrames } from './responses-frames.ts'

/** An answer's frames in the vendor's format, as it would answer this request's body. */
export function framesOf(dialect: Dialect, reply: VendorReply, body: Record<string, unknown>): Frames {
  const model = String(body.model ?? 'play')
  if (dialect === 'anthropic') return messagesFrames(reply, model)
  if (dialect === 'openai-responses') return responsesFrames(reply, model)
  const options = body.stream_options as { include_usage?: boolean } | undefined
  return chatFrames(reply, model, dialect, options?.include_usage === true)
}

/** Writes the frames at the reply's pace and ends as it says. */
export function play(response: ServerResponse, dialect: Dialect, frames: Frames, reply: VendorReply): void {
  const { firstAfterMs = 0, everyMs = 0 } = reply.pace ?? {}
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    'x-request-id': 'req_play',
    ...(dialect === 'openrouter' && { 'x-generation-id': 'gen-1763000000-play' }),
  })
  response.flushHeaders()
  if (!firstAfterMs && !everyMs && reply.ending !== 'endless') {
    response.write(frames.head + frames.deltas.join(''))
    finish(response, dialect, frames, reply)
    return
  }
  let next = 0
  const step = () => {
    if (response.destroyed) return
    const delta = frames.deltas[reply.ending === 'endless' ? next % frames.deltas.length : next]
    if (delta === undefined) {
      finish(response, dialect, frames, reply)
      return
    }
    response.write(next === 0 ? frames.head + delta : delta)
    next++
    if (next === frames.deltas.length && reply.ending !== 'endless') finish(response, dialect, frames, reply)
    else setTimeout(step, everyMs || 1)
  }
  setTimeout(step, firstAfterMs)
}

function finish(response: ServerResponse, dialect: Dialect, frames: Frames, reply: VendorReply): void {
  switch (reply.ending ?? 'complete') {
    case 'cut':
      response.end()
      break
    case 'reset':
      // What was written must be on its way before the socket is torn down, or nothing arrives at all.
      response.write('', () => response.socket?.resetAndDestroy())
      break
    case 'hang':
      break
    case 'error':
      response.end(failureFrame(dialect, reply.message ?? 'The model is overloaded.'))
      break
    default:
      response.end(frames.tail)
  }
}
