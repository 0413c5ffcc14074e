import { readConfig } from '@loggia/server'
import { openTerminal } from '../terminal/index.ts'
import { greet, withoutPassword } from './greeting.ts'
import { flagsOf, openServer, type ServerOptions } from './open-server.ts'
import { untilStopped } from './until-stopped.ts'

/** Starts the server and its app, as several nodes where that is asked for; ends when a signal stops it. */
export async function start({ nodes = 1, ...options }: ServerOptions & { nodes?: number }): Promise<void> {
  if (nodes > 1) return (await import('./nodes/start-nodes.ts')).startNodes(nodes, options)
  const terminal = openTerminal()
  const flags = flagsOf(options)
  const server = await openServer(flags)
  greet(terminal, { url: server.url, claimLink: server.claimLink, kept: keptIn(flags) })
  await untilStopped(() => server.stop())
}

/** Where the instance keeps everything, for people. */
export function keptIn(flags: Parameters<typeof readConfig>[1]): string {
  const { databaseUrl, dataDirectory } = readConfig(process.env, flags)
  return databaseUrl === undefined
    ? dataDirectory
    : `${withoutPassword(databaseUrl)}, its keys in ${dataDirectory}`
}
