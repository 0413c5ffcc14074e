import { fileURLToPath } from 'node:url'
import { lastToken } from '../model/script.ts'
import { freePort, startServer } from '../processes.ts'
import { messageText, type Target } from './target.ts'

const references = {
  r1: { file: new URL('../references/relay.ts', import.meta.url), first: 'TEXT_MESSAGE_CONTENT' },
  r2: { file: new URL('../references/route.ts', import.meta.url), first: 'token-1 ' },
}

/** Starts R1 or R2. They keep no history, so each of their requests carries one message. */
export async function startReference(id: 'r1' | 'r2', modelUrl: string, logs: string): Promise<Target> {
  const { file, first } = references[id]
  const server = await startServer({
    name: id,
    args: [fileURLToPath(file)],
    port: await freePort(),
    env: { MODEL_URL: modelUrl, NODE_ENV: 'production' },
    health: '/healthz',
    logs,
  })
  return {
    id,
    server,
    headers: {},
    marks: { first, last: lastToken },
    async requests(mode, streams, each) {
      const messages = [{ role: 'user', content: messageText }]
      const body = JSON.stringify({ model: mode, messages, stream: true })
      const request = { path: '/chat', body }
      return Array.from({ length: streams }, () => Array.from({ length: each }, () => request))
    },
  }
}
