import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { LoggiaError } from '@loggia/contract'
import type { Database } from '@loggia/core/platform'
import { type Composition, compose } from './compose/compose.ts'
import type { Config } from './config.ts'
import type { Extras } from './extras.ts'
import { hostInUrl } from './host-in-url.ts'
import { createApp } from './http/app.ts'
import { answerBadRequests } from './http/bad-requests.ts'
import { believeProxies } from './http/caller-address.ts'
import { endStreams, keepAlive } from './http/sse.ts'
import { staticWeb } from './http/static-web.ts'
import type { RunningServer } from './main.ts'

/** Milliseconds between keep-alive comments. */
const keepAliveMs = 15_000

/** Composes the server over an open database and listens. Throws `port_taken` and what composing throws. */
export async function serve(config: Config, extras: Extras, database: Database): Promise<RunningServer> {
  const composition = await compose(config, extras, database)
  let stopping: Promise<void> | undefined
  const app = createApp({
    handlers: guarded(composition, () => stopping !== undefined),
    identify: composition.identify,
    denied: composition.denied,
    readsAhead: composition.readsAhead,
    openStreams: composition.openStreams,
    web: staticWeb(config.webDirectory),
    log: composition.log,
    publicUrl: config.publicUrl,
    newRequestId: () => randomUUID(),
    stopping: () => stopping !== undefined,
    measure: composition.measure.request,
  })
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false })
  const noteCaller = believeProxies(config.proxies)
  const server = createServer(
    {
      // A client gets this long to send its head and its body: slow ones must not hold connections for ever.
      headersTimeout: 15_000,
      requestTimeout: 120_000,
      keepAliveTimeout: 65_000,
      maxHeaderSize: 32 * 1024,
      connectionsCheckingInterval: 5_000,
    },
    noteCaller === undefined
      ? listener
      : (incoming, outgoing) => {
          noteCaller(incoming)
          return listener(incoming, outgoing)
        },
  )
  answerBadRequests(server)
  try {
    await listen(server, config)
  } catch (error) {
    await composition.stopRuns()
    await composition.close()
    throw error
  }
  const { port } = server.address() as AddressInfo
  const url = `http://${hostInUrl(config.host)}:${port}`
  composition.listensAt(url)
  composition.local.write(url)
  const stopWatching = watchForStrays(composition)
  const beat = setInterval(keepAlive, keepAliveMs)
  beat.unref()
  await composition.recover()
  const code = await composition.newSetupCode()
  composition.startBackground()

  return {
    url,
    claimLink: code === undefined ? undefined : `${config.publicUrl ?? url}/welcome?code=${code}`,
    replaceAgents: composition.replaceAgents,
    stop() {
      stopping ??= stop(server, composition, beat, config.stopSeconds).finally(stopWatching)
      return stopping
    },
  }
}

/** While the server stops it says so to whoever asks whether it is ready. */
function guarded({ handlers }: Composition, isStopping: () => boolean): Composition['handlers'] {
  const ready = handlers.json['instance.ready']
  return {
    ...handlers,
    json: {
      ...handlers.json,
      'instance.ready': async (context, input) => {
        if (isStopping()) throw new LoggiaError('shutting_down')
        return ready(context, input)
      },
    },
  }
}

/** A promise that a builder's tool left to fail alone is logged; it must not take the server down. */
function watchForStrays({ log }: Composition): () => void {
  const heard = (error: unknown) => log.error('A promise failed and nobody heard it', { error })
  process.on('unhandledRejection', heard)
  return () => void process.off('unhandledRejection', heard)
}

function listen(server: Server, { host, port }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE'
      reject(
        taken ? new LoggiaError('port_taken', { detail: `Port ${port} is in use.`, cause: error }) : error,
      )
    })
    server.listen(port, host, () => resolve())
  })
}

async function stop(
  server: Server,
  composition: Composition,
  beat: NodeJS.Timeout,
  seconds: number,
): Promise<void> {
  const closed = new Promise<void>(resolve => server.close(() => resolve()))
  server.closeIdleConnections()
  const deadline = performance.now() + seconds * 1000
  while (composition.runs.liveCount > 0 && performance.now() < deadline) {
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  await composition.stopRuns()
  // Readers have their terminal event in their socket now; what is left open reads nothing more.
  await new Promise(resolve => setImmediate(resolve))
  endStreams()
  clearInterval(beat)
  composition.local.remove()
  const slow = setTimeout(() => server.closeAllConnections(), 1_000)
  await closed
  clearTimeout(slow)
  await composition.close()
}
