import {
  type Cursor,
  type Definition,
  definition,
  type LanguageModel,
  type Plugin,
  type Tool,
} from '@loggia/contract'
import { hashDefinition, insertAgent } from '../agents/index.ts'
import { conversationOperations, openConversation } from '../conversations/index.ts'
import { type World, world } from '../identity/testing.ts'
import { idsBy, silentLog } from '../platform/index.ts'
import { makeCatalog } from '../plugins/index.ts'
import { startQueued } from './continue-run.ts'
import type { LogLine } from './log/index.ts'
import { openRuns, type Runs } from './open-runs.ts'
import { runOperations } from './operations.ts'
import type { EndedRun, RunPorts } from './ports.ts'
import { sendMessage } from './send-message.ts'

export interface HouseOptions {
  engine?: 'pglite' | 'postgres'
  tools?: readonly Tool[]
  plugins?: readonly Plugin[]
  definition?: Partial<Definition>
  contextWindow?: number
  silenceMs?: number
  price?: number
  /** The wall clock; the machine's when absent. */
  now?: () => number
}

const worlds = new Map<string, Promise<World>>()
let houses = 0

/** One database serves all tests of a file; each test has an agent and a conversation of its own. */
const sharedWorld = (engine: 'pglite' | 'postgres'): Promise<World> => {
  const open = worlds.get(engine) ?? world(engine)
  worlds.set(engine, open)
  return open
}

/** Closes the databases of this file. */
export async function closeWorlds(): Promise<void> {
  for (const open of worlds.values()) await (await open).close()
  worlds.clear()
}

/** A conversation of Ada's with an agent that a scripted model answers for: the real thing but for the model. */
export async function openHouse(model: LanguageModel, options: HouseOptions = {}) {
  const people: World = await sharedWorld(options.engine ?? 'pglite')
  const { ada } = people
  const ended: EndedRun[] = []
  const now = options.now ?? Date.now
  const ports: RunPorts = {
    database: people.database,
    nodeId: `node-${houses}`,
    logger: silentLog,
    clock: { now, elapsed: () => performance.now() },
    newId: idsBy(now),
    catalog: makeCatalog(options.plugins ?? []),
    resolveModel: async () => ({
      model,
      provider: 'scripted',
      id: 'scripted',
      why: 'The test says so.',
      contextWindow: options.contextWindow ?? 100_000,
      replyReserve: 1_000,
      price: () => options.price,
    }),
    otherTools: () => [{ origin: 'code', tools: options.tools ?? [] }],
    onEnded: run => void ended.push(run),
    silenceMs: options.silenceMs ?? 5_000,
  }
  const runs: Runs = await openRuns(ports)
  runs.onIdle(scope => startQueued(runs, scope))
  const defined = { ...definition.parse({ name: 'Test' }), ...options.definition }
  const agent = await insertAgent(ada.context.db, {
    workspaceId: ada.workspaceId,
    id: ports.newId('agent'),
    handle: `test-${++houses}`,
    source: 'app',
    definition: defined,
    hash: hashDefinition(defined),
  })
  if (!agent) throw new Error('The agent could not be made.')
  const conversation = await openConversation(ada.context, agent.id, '', undefined)
  const signal = new AbortController().signal
  const operations = runOperations(runs)

  const collect = async (lines: AsyncIterable<LogLine[]>): Promise<LogLine[]> =>
    (await Array.fromAsync(lines)).flat()
  const start = (text: string, whenBusy: 'reject' | 'enqueue' | 'replace' = 'reject') =>
    sendMessage(runs, ada.context, { conversation: conversation.id, text, files: [], whenBusy })

  return {
    people,
    ports,
    runs,
    operations,
    ended,
    agent,
    conversationId: conversation.id,
    start,
    collect,
    /** Sends and reads to the end. */
    say: async (text: string) => collect((await start(text)).lines(signal)),
    read: async (runId: string, after?: Cursor) => collect(runs.read(ada.context.db, runId, after, signal)),
    messages: () =>
      conversationOperations.messages(ada.context, { conversation: conversation.id, limit: 100 }),
    async close() {
      await runs.stop()
    },
  }
}

export type TestHouse = Awaited<ReturnType<typeof openHouse>>
