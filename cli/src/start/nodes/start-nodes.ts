import { LoggiaError } from '@loggia/contract'
import { hostInUrl, makeLocalAccess, readConfig } from '@loggia/server'
import { openTerminal } from '../../terminal/index.ts'
import { loadEnvironment } from '../env-file.ts'
import { greet } from '../greeting.ts'
import { flagsOf, type ServerOptions } from '../open-server.ts'
import { keptIn } from '../start.ts'
import { untilStopped } from '../until-stopped.ts'
import { openBalancer } from './balancer.ts'
import { keepNodes } from './keep-nodes.ts'
import { startNode } from './node-process.ts'

/**
 * Starts several equal nodes on this machine and a balancer before them; ends when a signal stops it. SIGUSR2
 * restarts the nodes one after another. Throws `postgres_needed` without a Postgres.
 */
export async function startNodes(count: number, options: ServerOptions): Promise<void> {
  const terminal = openTerminal()
  // Each node reads `.env` anew, so that a restart takes up what was changed there.
  const environment = { ...process.env }
  loadEnvironment(process.cwd())
  const flags = flagsOf(options)
  const config = readConfig(process.env, flags)
  if (config.databaseUrl === undefined) throw new LoggiaError('postgres_needed')
  const balancer = await openBalancer(config)
  const url = `http://${hostInUrl(config.host)}:${balancer.port}`
  const local = makeLocalAccess(config.dataDirectory)
  const order = {
    localToken: local.token,
    flags: {
      ...flags,
      host: '127.0.0.1',
      port: 0,
      publicUrl: config.publicUrl ?? url,
      proxies: [...config.proxies, '127.0.0.1'],
    },
  }
  let claimLink: string | undefined
  let greeted = false
  const start = async () => {
    const node = await startNode(order, environment)
    claimLink = node.claimLink
    // Each node that starts makes a new link, and the newest alone holds.
    if (greeted && claimLink !== undefined)
      terminal.line(`  The link that makes you operator is now ${claimLink}`)
    return node
  }
  const { rotation } = balancer
  const kept = await keepNodes({ count, rotation, start, tell: terminal.note }).catch(
    async (error: unknown) => {
      await balancer.close()
      throw error
    },
  )
  local.write(url)
  greeted = true
  greet(terminal, { url, claimLink, kept: keptIn(flags) })
  terminal.line(
    `  ${count} nodes answer there; SIGUSR2 to process ${process.pid} restarts them one after another.\n`,
  )
  process.on('SIGUSR2', () => {
    kept.restart().then(
      () => terminal.line('  All nodes are new.'),
      (error: Error) => terminal.note(`  The restart ended early, the nodes before go on: ${error.message}`),
    )
  })
  await untilStopped(async () => {
    local.remove()
    balancer.drain()
    await kept.stop()
    await balancer.close()
  })
}
