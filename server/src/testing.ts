import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { definePlugin, type Scope, type Tool } from '@loggia/contract'
import { type ScriptedStep, scriptedModel } from '@loggia/contract/testing'
import { testDirectory } from '@loggia/core/platform/testing'
import { type Client, createClient } from '@loggia/sdk'
import { type Flags, readConfig } from './config.ts'
import { startServer } from './main.ts'

type ModelCall = Parameters<ReturnType<typeof scriptedModel>['doStream']>[0]

export interface TestServerOptions {
  /** What the model answers to a call; it is told the text of the last user's message and the call. */
  script?: (text: string, call: ModelCall) => ScriptedStep
  tools?: readonly Tool[]
  flags?: Flags
  environment?: Record<string, string>
}

export interface TestServer {
  url: string
  data: string
  claimLink: string | undefined
  /** The token of commands on this machine: the owner. */
  token: string
  /** A client of the owner. */
  client: Client
  /** Id of the agent that the script answers for; its handle is `scripted`. */
  agent: string
  /** A new API key. */
  key(scopes?: Scope[], agents?: string[]): Promise<string>
  conversation(): Promise<string>
  /** Asks as the owner, unless `headers` say otherwise. */
  ask(path: string, init?: RequestInit): Promise<Response>
  /** Asks as nobody. */
  stranger(path: string, init?: RequestInit): Promise<Response>
  stop(): Promise<void>
}

/** A real server on a port and a data directory of its own, with an agent that a script answers for. */
export async function openTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const data = options.flags?.dataDirectory ?? (await testDirectory())
  const script = options.script ?? (text => ({ text: `You said: ${text}` }))
  const model = scriptedModel(call => script(lastUserText(call), call))
  const scripted = definePlugin({
    contract: 1,
    id: 'scripted',
    version: '1.0.0',
    description: 'A model that plays a script.',
    ...(options.tools && { tools: options.tools }),
    models: [
      {
        id: 'scripted',
        title: 'Scripted',
        defaultModel: 'scripted',
        list: async () => [{ provider: 'scripted', id: 'scripted' }],
        open: () => model,
      },
    ],
  })
  const flags: Flags = {
    port: 0,
    logLevel: 'silent',
    stopSeconds: 2,
    webDirectory: data,
    ...options.flags,
    dataDirectory: data,
  }
  const server = await startServer(readConfig(options.environment ?? {}, flags), { plugins: [scripted] })
  const { token } = JSON.parse(readFileSync(join(data, 'access.json'), 'utf8')) as { token: string }
  const client = createClient({ baseUrl: server.url, key: token })
  const known = (await client.agents.list({})).items.find(agent => agent.handle === 'scripted')
  const agent =
    known?.id ??
    (
      await client.agents.create({
        handle: 'scripted',
        definition: { name: 'Scripted', model: { provider: 'scripted' }, plugins: ['scripted'] },
      })
    ).id
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(server.url + path, {
      ...init,
      headers: { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string>) },
    })

  return {
    url: server.url,
    data,
    claimLink: server.claimLink,
    token,
    client,
    agent,
    key: async (scopes, agents) =>
      (await client.keys.create({ name: 'test', ...(scopes && { scopes }), ...(agents && { agents }) })).key,
    conversation: async () => (await client.conversations.create({ agent })).id,
    ask,
    stranger: (path, init) => fetch(server.url + path, init),
    async stop() {
      await server.stop()
      if (options.flags?.dataDirectory === undefined) rmSync(data, { recursive: true, force: true })
    },
  }
}

function lastUserText(call: ModelCall): string {
  const last = call.prompt.findLast(message => message.role === 'user')
  const parts = last && Array.isArray(last.content) ? last.content : []
  return parts.map(part => ('text' in part ? part.text : '')).join('')
}

/** A request with a JSON body. */
export const post = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
})
