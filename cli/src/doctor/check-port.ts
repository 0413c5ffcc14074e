import { createServer } from 'node:net'
import type { LocalAccess } from '../connection/index.ts'
import { type Finding, fine, problem } from './finding.ts'
import { holderOf } from './port-holder.ts'

const about = 'Port'

/** Whether a server could listen here; taken by our own server is fine. */
export async function checkPort(
  host: string,
  port: number,
  server: LocalAccess | undefined,
): Promise<Finding> {
  if (server && new URL(server.url).port === String(port)) {
    return fine(about, `${port} is answered by the server of this data directory, process ${server.pid}.`)
  }
  const failure = await tryListening(host, port)
  if (failure === undefined) return fine(about, `${port} of ${host} is free.`)
  if (failure === 'EADDRINUSE') {
    const holder = await holderOf(port)
    const says = `Port ${port} of ${host} is held by ${holder ? `process ${holder.pid} (${holder.command})` : 'another program'}.`
    return problem(about, 'port_taken', says)
  }
  if (failure === 'EACCES') {
    const next = 'Choose a port from 1024 on with --port, and put a reverse proxy before it.'
    return problem(about, 'forbidden', `Port ${port} is for privileged users only.`, next)
  }
  const next = `Choose an address of this machine with --host; 127.0.0.1 is reached from here, 0.0.0.0 from everywhere.`
  return problem(about, 'invalid_input', `Nothing can listen at ${host}: ${failure}.`, next)
}

/** The error's code when listening does not work. */
function tryListening(host: string, port: number): Promise<string | undefined> {
  return new Promise(resolve => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen(port, host, () => server.close(() => resolve(undefined)))
  })
}
