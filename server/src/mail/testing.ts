import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'

/** A mail server on a port of its own that keeps what it is handed. */
export interface Mailbox {
  url: string
  /** Each letter as it came over the wire, decoded. */
  letters: string[]
  /** The link in the next letter to this address. */
  link(to: string): Promise<URL>
  close(): Promise<void>
}

/** Opens a mail server that speaks as much SMTP as a letter needs. */
export async function openMailbox(): Promise<Mailbox> {
  const letters: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
    converse(socket, letter => letters.push(letter))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  let read = 0
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    letters,
    async link(to) {
      for (let look = 0; look < 200; look++) {
        const index = letters.findIndex((letter, at) => at >= read && letter.includes(`To: ${to}`))
        const found = letters[index]?.match(/https?:\/\/\S+/)?.[0]
        if (found !== undefined) {
          read = index + 1
          return new URL(found)
        }
        await new Promise(resolve => setTimeout(resolve, 25))
      }
      throw new Error(`No letter to ${to} came.`)
    },
    close() {
      for (const socket of sockets) socket.destroy()
      return new Promise(resolve => server.close(() => resolve()))
    },
  }
}

function converse(socket: Socket, keep: (letter: string) => void): void {
  let pending = ''
  let letter: string[] | undefined
  const say = (line: string) => socket.write(`${line}\r\n`)
  say('220 mailbox')
  socket.on('data', data => {
    pending += data.toString('latin1')
    for (let end = pending.indexOf('\r\n'); end >= 0; end = pending.indexOf('\r\n')) {
      const line = pending.slice(0, end)
      pending = pending.slice(end + 2)
      if (letter && line === '.') {
        keep(decoded(letter.join('\n')))
        letter = undefined
        say('250 kept')
      } else if (letter) letter.push(line)
      else if (/^data$/i.test(line)) {
        letter = []
        say('354 go on')
      } else if (/^quit/i.test(line)) socket.end('221 bye\r\n')
      else say('250 ok')
    }
  })
}

/** Quoted-printable as plain text. */
const decoded = (text: string) =>
  text
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
