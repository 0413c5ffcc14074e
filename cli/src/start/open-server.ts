import { type Extras, type Flags, type RunningServer, readConfig, startServer } from '@loggia/server'
import { loadEnvironment } from './env-file.ts'
import { projectAgents } from './project-agents.ts'

export interface ServerOptions {
  port?: number
  host?: string
  /** Data directory. */
  data?: string
}

/** What the command line says, as the server's configuration takes it. */
export const flagsOf = ({ port, host, data }: ServerOptions): Flags => ({
  ...(port !== undefined && { port }),
  ...(host !== undefined && { host }),
  ...(data !== undefined && { dataDirectory: data }),
})

/** Starts a server in this process, with the `.env` and the agents of the folder it is started in. */
export async function openServer(flags: Flags, extras: Extras = {}): Promise<RunningServer> {
  const folder = process.cwd()
  loadEnvironment(folder)
  const agents = extras.agents ?? (await projectAgents(folder))
  return startServer(readConfig(process.env, flags), { ...extras, ...(agents && { agents }) })
}
