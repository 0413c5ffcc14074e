import net from 'node:net'

/** What the client looks for in a reply: the text of its first token's event, and of its last token. */
export interface Marks {
  first: string
  last: string
}

/** One reply as the client saw it; times in milliseconds since the request was written. */
export interface Reply {
  firstTokenMs: number | undefined
  totalMs: number
  /** What went wrong: an HTTP status, an incomplete reply, a broken socket; absent when all is well. */
  error?: string
}

export interface Connection {
  send(request: string): Promise<Reply>
  close(): void
}

/** Longer than any mark and than the end of a chunked body, so that a cut between packets hides neither. */
const carryLength = 64

/**
 * A keep-alive HTTP/1.1 connection on a bare socket, one request at a time. It reads just enough of the
 * reply to time it, so that the client's own work stays small beside the server's.
 */
export function openConnection(host: string, port: number, marks: Marks): Connection {
  let socket: net.Socket | undefined
  let onData: (chunk: string) => void = () => {}
  let onGone: (reason: string) => void = () => {}

  const connected = async () => {
    if (socket && !socket.destroyed && socket.writable) return socket
    const fresh = net.connect({ host, port, noDelay: true })
    await new Promise<void>((resolve, reject) => fresh.once('connect', resolve).once('error', reject))
    fresh.setEncoding('latin1')
    fresh.on('data', chunk => onData(String(chunk)))
    fresh.on('error', error => onGone(error.message))
    fresh.on('close', () => onGone('the connection was closed before the reply ended'))
    socket = fresh
    return fresh
  }

  return {
    async send(request) {
      const open = await connected()
      return new Promise(resolve => {
        const startedAt = performance.now()
        const reader = replyReader(marks)
        const finish = (error: string | undefined) => {
          onData = () => {}
          onGone = () => {}
          const times = { firstTokenMs: reader.firstTokenAt && reader.firstTokenAt - startedAt }
          resolve({ ...times, totalMs: performance.now() - startedAt, ...(error !== undefined && { error }) })
        }
        onGone = finish
        onData = chunk => {
          if (reader.push(chunk)) finish(reader.error())
        }
        open.write(request)
      })
    },
    close: () => socket?.destroy(),
  }
}

/** Follows one reply packet by packet; `push` says whether it has ended. */
function replyReader(marks: Marks) {
  let carry = ''
  let beginning = ''
  let headEnd = -1
  let contentEnd = Number.POSITIVE_INFINITY
  let received = 0
  let lastSeen = false
  const reader = {
    firstTokenAt: undefined as number | undefined,
    push(chunk: string): boolean {
      const window = carry + chunk
      received += chunk.length
      if (beginning.length < 2048) beginning += chunk
      if (headEnd < 0) readHead()
      if (reader.firstTokenAt === undefined && window.includes(marks.first)) {
        reader.firstTokenAt = performance.now()
      }
      lastSeen ||= window.includes(marks.last)
      carry = window.slice(-carryLength)
      return headEnd >= 0 && (received >= contentEnd || carry.endsWith('\r\n0\r\n\r\n'))
    },
    error(): string | undefined {
      const status = beginning.slice(9, 12)
      const body = beginning.slice(headEnd, headEnd + 400)
      if (status !== '200') return `status ${status}: ${body}`
      if (reader.firstTokenAt === undefined) return `no token: ${body}`
      return lastSeen ? undefined : `incomplete: ends with ${carry}`
    },
  }
  function readHead() {
    const end = beginning.indexOf('\r\n\r\n')
    if (end < 0) return
    headEnd = end + 4
    const length = /\r\ncontent-length: *(\d+)/i.exec(beginning.slice(0, headEnd))
    if (length) contentEnd = headEnd + Number(length[1])
  }
  return reader
}
