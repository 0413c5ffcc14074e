import {
  type CustomEventName,
  type CustomEventValue,
  defineTool,
  type Embedder,
  type IdNoun,
  LoggiaError,
  type MemoryScope,
  maxMemoryKey,
  maxMemoryValue,
  memoryScope,
  type Tool,
  type ToolContext,
} from '@loggia/contract'
import { z } from 'zod'
import type { TenantSql } from '../platform/index.ts'
import { forget, recall, remember } from './remember.ts'
import { assertMayWrite, reachableScopes, usualScope } from './scope.ts'

/** What the memory tools of one run act through. */
export interface MemoryToolPorts {
  db: TenantSql
  agentId: string
  conversationId: string
  /** Who is talking; absent for somebody anonymous. */
  userId?: string
  /** The scopes that the definition allows. */
  scopes: readonly MemoryScope[]
  /** False for guests: what an agent remembers for everybody is its workspace's to change. */
  mayWriteAgentScope: boolean
  runId: string
  now(): number
  newId(noun: IdNoun): string
  /** The workspace's embedder, asked for when a tool needs it. */
  embedder(): Embedder | Promise<Embedder>
  /** Puts a CUSTOM event into the run's log. */
  emit<Name extends CustomEventName>(name: Name, value: CustomEventValue<Name>): void
}

const wellFormed = (text: string) => text.replaceAll('\u0000', '').toWellFormed().trim()
const text = (longest: number) => z.string().max(longest).transform(wellFormed).pipe(z.string().min(1))
const key = text(maxMemoryKey)
const value = text(maxMemoryValue)
const scope = memoryScope
  .optional()
  .describe('conversation: this chat only; user: this person; agent: everybody.')

// Made once: turning a schema into JSON Schema is dear, and every run offers these tools.
const rememberInput = z.object({
  key: key.describe('Short name, for example "favourite colour".'),
  value,
  scope,
})
const recallInput = z.object({
  query: z.string().max(1_000).transform(wellFormed).default(''),
  limit: z.number().int().min(1).max(20).default(8),
})
const forgetInput = z.object({ key, scope })

/** `remember`, `recall` and `forget` for one run; none where the definition allows no scope. */
export function memoryTools(ports: MemoryToolPorts): Tool[] {
  const { db, agentId, conversationId, userId, runId, emit } = ports
  const subject = { agentId, conversationId, ...(userId !== undefined && { userId }) }
  const scopes = reachableScopes(subject, ports.scopes)
  const usual = usualScope(scopes)
  if (usual === undefined) return []
  const writable = scopes.filter(each => each !== 'agent' || ports.mayWriteAgentScope)

  const open = async () => ({ db, embedder: await ports.embedder() })
  const provenance = (context: ToolContext) => ({
    conversationId,
    runId,
    toolCallId: context.toolCallId,
    ...(userId !== undefined && { userId }),
  })
  const mayWrite = (wanted: MemoryScope, toolName: string, { toolCallId }: ToolContext) => {
    try {
      assertMayWrite(wanted, scopes, ports.mayWriteAgentScope)
    } catch (error) {
      if (error instanceof LoggiaError) {
        emit('policy.denied', { toolCallId, toolName, reason: error.message, permission: `memory:${wanted}` })
      }
      throw error
    }
  }

  return [
    defineTool({
      name: 'remember',
      description:
        'Keeps a fact for later conversations under a short key, replacing what the key held. Use it when you ' +
        `learn something lasting: names, preferences, decisions. Never for passwords or keys. Scopes: ${scopes.join(', ')}.`,
      input: rememberInput,
      effect: 'none',
      async run(input, context) {
        const wanted = input.scope ?? usual
        mayWrite(wanted, 'remember', context)
        const memory = {
          id: ports.newId('memory'),
          scope: wanted,
          key: input.key,
          value: input.value,
          provenance: provenance(context),
          now: ports.now(),
        }
        const event = await remember(await open(), subject, memory, context.signal)
        emit('memory.written', event)
        return { remembered: input.key, scope: wanted, replaced: event.before !== undefined }
      },
    }),
    defineTool({
      name: 'recall',
      description:
        'Looks up what you remember, by meaning and by words. Use it before you answer about a person or about earlier conversations. Without a query it lists what was learned last.',
      input: recallInput,
      effect: 'read',
      async run(input, context) {
        const found = await recall(await open(), subject, scopes, input, context.signal)
        emit('memory.recalled', {
          query: input.query,
          memories: found.map(({ key, scope, provenance, score }) => ({ key, scope, provenance, score })),
        })
        const memories = found.map(each => ({
          key: each.key,
          value: each.value,
          scope: each.scope,
          since: new Date(each.updatedAt).toISOString(),
        }))
        return memories.length > 0 ? { memories } : { memories, note: 'Nothing is remembered about this.' }
      },
    }),
    defineTool({
      name: 'forget',
      description:
        'Deletes for good what is remembered under a key. Use it when somebody asks you to forget something.',
      input: forgetInput,
      effect: 'none',
      async run(input, context) {
        if (input.scope) mayWrite(input.scope, 'forget', context)
        const ask = { key: input.key, provenance: provenance(context) }
        const events = await forget(db, subject, input.scope ? [input.scope] : writable, ask)
        for (const event of events) emit('memory.forgotten', event)
        return { forgotten: events.length }
      },
    }),
  ]
}
