import type { Operations } from '@loggia/contract'
import { createORPCClient } from '@orpc/client'
import { type ContractRouterClient, oc } from '@orpc/contract'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { routes } from './generated/routes.ts'
import { createRunReader, type RunReader } from './run-reader.ts'
import {
  type ClientOptions,
  createSend,
  identityHeaders,
  originOf,
  readProblem,
  unreachable,
} from './transport.ts'

type Plain = ContractRouterClient<Operations>
type Input<Group extends keyof Plain, Name extends keyof Plain[Group]> = Plain[Group][Name] extends (
  input: infer I,
  ...rest: never[]
) => unknown
  ? I
  : never

export interface ReadOptions {
  /** Stops reading; the run goes on. */
  signal?: AbortSignal
}

export type UploadedFile = { id: string; name: string; mediaType: string; bytes: number }

/** A method per operation; runs are readers, files are bytes. */
export interface Client
  extends Omit<
    Plain,
    'messages' | 'runs' | 'files' | 'documents' | 'doors' | 'instance' | 'audit' | 'people'
  > {
  instance: Omit<Plain['instance'], 'metrics' | 'openapi' | 'reference'>
  messages: Pick<Plain['messages'], 'list'> & {
    send(input: Input<'messages', 'send'>, options?: ReadOptions): RunReader
    retry(input: Input<'messages', 'retry'>, options?: ReadOptions): RunReader
  }
  runs: Omit<Plain['runs'], 'events'> & {
    events(input: { run: string; after?: string }, options?: ReadOptions): RunReader
  }
  files: {
    upload(input: { conversation: string; name: string; body: BodyInit }): Promise<UploadedFile>
    download(input: { file: string }): Promise<Blob>
  }
  audit: Omit<Plain['audit'], 'export' | 'exportInstance'> & {
    /** JSON lines, as they arrive. */
    export(input: Input<'audit', 'export'>): Promise<ReadableStream<Uint8Array>>
    exportInstance(input: Input<'audit', 'exportInstance'>): Promise<ReadableStream<Uint8Array>>
  }
  people: Omit<Plain['people'], 'export'> & {
    /** JSON lines, as they arrive. */
    export(input: Input<'people', 'export'>): Promise<ReadableStream<Uint8Array>>
  }
  documents: Omit<Plain['documents'], 'upload'> & {
    upload(
      input: Omit<Input<'documents', 'upload'>, 'file'> & { body: BodyInit },
    ): ReturnType<Plain['documents']['upload']>
  }
}

/** Makes a client of one Loggia server, for one person or API key. Failures are LoggiaErrors. */
export function createClient(options: ClientOptions = {}): Client {
  const send = createSend(options)
  const plain = createORPCClient<Plain>(openLink(options))
  const path = (template: string, values: Record<string, string>) =>
    template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''))

  const post = (template: string, input: Record<string, unknown>, { signal }: ReadOptions = {}) => {
    const { conversation, ...body } = input
    const to = path(template, { conversation: String(conversation) })
    return createRunReader({
      send,
      signal,
      open: () =>
        send(to, {
          method: 'POST',
          headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
          body: JSON.stringify(body),
          signal,
        }),
    })
  }

  const upload = async (template: string, values: Record<string, string>, body: BodyInit) => {
    const inPath = new Set([...template.matchAll(/\{(\w+)\}/g)].map(match => match[1]))
    const query = new URLSearchParams(Object.entries(values).filter(([name]) => !inPath.has(name)))
    const response = await send(`${path(template, values)}?${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body,
    })
    return response.json()
  }

  const lines = async (template: string, input: object) => {
    const query = new URLSearchParams(Object.entries(input).filter(([, value]) => value !== undefined))
    const { body } = await send(`${template}?${query}`)
    return body ?? new Blob().stream()
  }

  return {
    ...only(plain),
    instance: plain.instance,
    messages: {
      list: plain.messages.list,
      send: (input, read) => post(routes.messages.send[1], input, read),
      retry: (input, read) => post(routes.messages.retry[1], input, read),
    },
    people: {
      ...plain.people,
      export: async ({ person }) => {
        const { body } = await send(path(routes.people.export[1], { person }))
        return body ?? new Blob().stream()
      },
    },
    runs: {
      list: plain.runs.list,
      get: plain.runs.get,
      cancel: plain.runs.cancel,
      events: ({ run, after }, read = {}) =>
        createRunReader({
          send,
          runId: run,
          after,
          signal: read.signal,
          open: () =>
            send(path(routes.runs.events[1], { run }), {
              headers: { accept: 'text/event-stream', ...(after && { 'last-event-id': after }) },
              signal: read.signal,
            }),
        }),
    },
    files: {
      upload: ({ conversation, name, body }) => upload(routes.files.upload[1], { conversation, name }, body),
      download: async ({ file }) => (await send(path(routes.files.download[1], { file }))).blob(),
    },
    audit: {
      search: plain.audit.search,
      verify: plain.audit.verify,
      searchInstance: plain.audit.searchInstance,
      verifyInstance: plain.audit.verifyInstance,
      export: input => lines(routes.audit.export[1], input),
      exportInstance: input => lines(routes.audit.exportInstance[1], input),
    },
    documents: {
      list: plain.documents.list,
      add: plain.documents.add,
      delete: plain.documents.delete,
      search: plain.documents.search,
      reindex: plain.documents.reindex,
      upload: ({ body, ...values }) =>
        upload(routes.documents.upload[1], values as Record<string, string>, body),
    },
  }
}

/** oRPC's client is a proxy; its groups are read by name. */
const only = (plain: Plain) => ({
  agents: plain.agents,
  definitions: plain.definitions,
  conversations: plain.conversations,
  approvals: plain.approvals,
  models: plain.models,
  secrets: plain.secrets,
  keys: plain.keys,
  account: plain.account,
  memories: plain.memories,
  sessions: plain.sessions,
  settings: plain.settings,
  workspaces: plain.workspaces,
  members: plain.members,
  invitations: plain.invitations,
})

/** The contract without its schemas: the server checks, the types promise. */
const lightContract = Object.fromEntries(
  Object.entries(routes).map(([group, members]) => [
    group,
    Object.fromEntries(
      Object.entries(members).map(([name, [method, path]]) => [name, oc.route({ method, path })]),
    ),
  ]),
)

function openLink(options: ClientOptions) {
  const origin = originOf(options)
  const send = options.fetch ?? ((...request: Parameters<typeof fetch>) => globalThis.fetch(...request))
  return new OpenAPILink(lightContract, {
    url: origin,
    headers: () => identityHeaders(options),
    async fetch(request, init) {
      const response = await send(request, init).catch(error => {
        throw unreachable(error, origin)
      })
      if (!response.ok) throw await readProblem(response)
      return response
    },
  })
}
