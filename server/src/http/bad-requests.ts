import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { LoggiaError } from '@loggia/contract'

/** What is no HTTP, too long a head or too slow a sender gets an answer too, in our words. */
export function answerBadRequests(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return
    const code =
      error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? 'request_timeout'
        : error.code === 'HPE_HEADER_OVERFLOW'
          ? 'payload_too_large'
          : 'malformed_body'
    const problem = new LoggiaError(code)
    const body = JSON.stringify(problem.toProblem())
    const head = `HTTP/1.1 ${problem.status} Refused\r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n`
    socket.end(head + body)
  })
}
