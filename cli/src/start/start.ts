import { readConfig } from '@loggia/server'
import { openTerminal } from '../terminal/index.ts'
import { greet, withoutPassword } from './greeting.ts'
import { flagsOf, openServer, type ServerOptions } from './open-server.ts'
import { untilStopped } from './until-stopped.ts'

/** Starts the server and its app; ends when a signal stops it. */
export async function start(options: ServerOptions): Promise<void> {
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
