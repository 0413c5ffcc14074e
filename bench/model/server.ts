/**
 * The mock model, a process of its own that all targets share: OpenAI Chat Completions on the wire.
 * Model `paced` sends its first token after 200 ms, then one every 10 ms, by the clock and not by the
 * timer before, so that its own time is the same under load; `unpaced` sends all at once; `steps` calls
 * tools first; `recorded` answers like `unpaced` and keeps what it was asked, to be read at /recorded.
 */
import http from 'node:http'
import { type ChatRequest, pace, replyDocument, replyFrames } from './script.ts'

const knownFrames = new Map<string, readonly Buffer[]>()
let recorded: string[] = []

const server = http.createServer((request, response) => {
  if (request.url?.endsWith('/recorded')) {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(recorded))
    if (request.method === 'DELETE') recorded = []
    return
  }
  if (request.method === 'GET') {
    const data = ['paced', 'unpaced', 'steps', 'recorded'].map(id => ({ id, object: 'model' }))
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ object: 'list', data }))
    return
  }
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => answer(Buffer.concat(parts).toString(), response, performance.now()))
})

function answer(body: string, response: http.ServerResponse, askedAt: number) {
  const request = JSON.parse(body) as ChatRequest
  if (request.model === 'recorded') recorded.push(body)
  if (!request.stream) {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(replyDocument(request)))
    return
  }
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
  if (request.model === 'paced' || request.model === 'steps') sendPaced(framesOf(request), response, askedAt)
  else response.end(Buffer.concat(framesOf(request)))
}

/** The reply's frames; kept, except for `steps` whose reply depends on the conversation. */
function framesOf(request: ChatRequest): readonly Buffer[] {
  const key = `${request.model} ${request.stream_options?.include_usage}`
  const known = request.model === 'steps' ? undefined : knownFrames.get(key)
  if (known) return known
  const frames = replyFrames(request).map(frame => Buffer.from(frame))
  knownFrames.set(key, frames)
  return frames
}

function sendPaced(frames: readonly Buffer[], response: http.ServerResponse, askedAt: number) {
  let next = 0
  const dueAt = () => askedAt + pace.first + next * pace.between
  const tick = () => {
    for (let frame = frames[next]; frame && dueAt() <= performance.now(); frame = frames[next]) {
      response.write(frame)
      next++
    }
    if (next === frames.length) response.end()
    else timer = setTimeout(tick, dueAt() - performance.now())
  }
  let timer = setTimeout(tick, pace.first)
  response.flushHeaders()
  response.on('close', () => clearTimeout(timer))
}

server.keepAliveTimeout = 120_000
server.listen(Number(process.env.PORT), '127.0.0.1', 4096)
process.on('SIGTERM', () => process.exit(0))
