import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import type { PlannedRequest } from '../client/plan.ts'
import { lastToken, type Mode } from '../model/script.ts'
import { freePort, startServer } from '../processes.ts'
import { messageText, type Target } from './target.ts'

const root = path.join(import.meta.dirname, '..', '..')
const command = path.join(root, 'cli/src/main.ts')

/** How `npm start` runs the server: the flags of scripts/run.mjs, and compiled code kept between starts. */
export const serverFlags = ['--disable-sigusr1', '--max-semi-space-size=16']
const compileCache = path.join(root, 'node_modules/.cache/node')

/** After so many messages a stream goes on in a new conversation, as people do. */
const messagesPerConversation = 10

/** An instance's storage: a data directory, and a Postgres URL when it is not PGlite. */
export interface Home {
  id: 'pglite' | 'postgres'
  data: string
  databaseUrl?: string
}

export interface Loggia extends Target {
  id: 'pglite' | 'postgres'
  /** Calls one operation and answers its JSON; throws with the body of any answer but 2xx. */
  call<Answer>(method: string, path: string, body?: object): Promise<Answer>
  /** Makes a conversation with the agent that answers in this mode. */
  conversation(mode: Mode): Promise<string>
}

const environment = (home: Home, modelUrl: string) => ({
  NODE_COMPILE_CACHE: compileCache,
  OPENAI_COMPATIBLE_BASE_URL: modelUrl,
  OPENAI_COMPATIBLE_API_KEY: 'bench',
  ...(home.databaseUrl !== undefined && { DATABASE_URL: home.databaseUrl }),
})

/** Starts the server's process on a home that may be new or used. */
export async function startLoggia(home: Home, modelUrl: string, logs: string): Promise<Loggia> {
  const port = await freePort()
  const server = await startServer({
    name: home.id,
    args: [...serverFlags, command, 'start', '--port', String(port), '--data', home.data],
    port,
    env: environment(home, modelUrl),
    health: '/readyz',
    logs,
    cwd: root,
  })
  // The key is made by the first call that needs one, so that a measured start is a start and no more.
  let key: Promise<string> | undefined
  const agents = new Map<Mode, Promise<string>>()
  const headers: Record<string, string> = { accept: 'text/event-stream' }

  const call = async <Answer>(method: string, url: string, body?: object) => {
    key ??= createKey(home, server.url, environment(home, modelUrl))
    headers.authorization = `Bearer ${await key}`
    const response = await fetch(server.url + url, {
      method,
      headers: { authorization: headers.authorization, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${text.slice(0, 500)}`)
    return JSON.parse(text) as Answer
  }
  const agentFor = (mode: Mode) => {
    const known = agents.get(mode) ?? findOrCreateAgent(call, mode)
    agents.set(mode, known)
    return known
  }
  const conversation = async (mode: Mode) => {
    const agent = await agentFor(mode)
    return (await call<{ id: string }>('POST', '/api/conversations', { agent })).id
  }
  return {
    id: home.id,
    server,
    headers,
    marks: { first: 'TEXT_MESSAGE_CONTENT', last: lastToken },
    call,
    conversation,
    async requests(mode, streams, each) {
      const body = JSON.stringify({ text: messageText })
      const all: PlannedRequest[][] = []
      for (let stream = 0; stream < streams; stream++) {
        const requests: PlannedRequest[] = []
        for (let sent = 0; sent < each; sent++) {
          const id = sent % messagesPerConversation === 0 ? await conversation(mode) : undefined
          requests.push({ path: id ? messagesPath(id) : (requests.at(-1)?.path ?? ''), body })
        }
        all.push(requests)
      }
      return all
    },
  }
}

export const messagesPath = (conversation: string) => `/api/conversations/${conversation}/messages`

async function findOrCreateAgent(call: Loggia['call'], mode: Mode): Promise<string> {
  const handle = `bench-${mode}`
  const { items } = await call<{ items: { id: string; handle: string }[] }>('GET', '/api/agents')
  const existing = items.find(agent => agent.handle === handle)
  if (existing) return existing.id
  const definition = {
    name: `Bench ${mode}`,
    character: { instructions: 'Answer every message with the same fifty words.' },
    model: { provider: 'openai-compatible', model: mode },
    ...(mode === 'steps' && { tools: { calculator: 'allow' } }),
  }
  return (await call<{ id: string }>('POST', '/api/agents', { handle, definition })).id
}

async function createKey(home: Home, url: string, env: Record<string, string>): Promise<string> {
  const args = [command, 'key', 'create', '--name', 'bench', '--data', home.data, '--url', url]
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
  })
  return stdout.trim()
}
