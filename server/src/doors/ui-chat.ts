import { LoggiaError } from '@loggia/contract'
import { requireAgent } from '@loggia/core/agents'
import { findForeignConversation, openConversation } from '@loggia/core/conversations'
import type { Context } from '@loggia/core/identity'
import {
  type LogLine,
  type Runs,
  requireRun,
  retryMessage,
  runOperations,
  sendMessage,
  type UiChunk,
  uiMessageChunks,
} from '@loggia/core/runs'
import { z } from 'zod'
import type { Exchange, WireHandler } from '../http/exchange.ts'
import { readInput } from '../http/input.ts'
import { sseHeaders } from '../http/sse.ts'
import { streamRun } from '../http/stream-run.ts'
import { foreignInput, textOf } from './foreign-input.ts'
import { outliving } from './run-events.ts'

const part = z.looseObject({
  type: z.string(),
  state: z.string().optional(),
  approval: z
    .looseObject({ id: z.string(), approved: z.boolean().optional(), reason: z.string().optional() })
    .optional(),
})
const chatRequest = z.looseObject({
  agent: z.string(),
  id: z.string().min(1).max(200),
  messages: z
    .array(z.looseObject({ id: z.string().max(200).optional(), role: z.string(), parts: z.array(part) }))
    .min(1),
  trigger: z.enum(['submit-message', 'regenerate-message']).default('submit-message'),
})
type ChatRequest = z.infer<typeof chatRequest>

const uiHeaders = { ...sseHeaders, 'x-vercel-ai-ui-message-stream': 'v1' }
const frame = (chunk: UiChunk): string => `data: ${JSON.stringify(chunk)}\n\n`

/** The AI SDK's UI message stream, for `useChat`: the chat's id is kept as a foreign key. */
export function uiDoors(runs: Runs): Record<'doors.uiChat' | 'doors.uiResume', WireHandler> {
  return {
    async 'doors.uiChat'(exchange) {
      const request = foreignInput(chatRequest, await readInput(exchange))
      const context = outliving(exchange.context)
      const { id: conversation } = await openChat(context, request.agent, request.id)
      const last = request.messages.at(-1)
      const going = last?.role === 'assistant' ? last : undefined
      const runId = await startRun(runs, context, conversation, request)
      const messageId = (request.trigger === 'submit-message' && going?.id) || runId
      const project = uiMessageChunks({ messageId })
      await stream(exchange, runs.read(context.db, runId, undefined, exchange.gone), runId, line =>
        project(line.event).map(frame).join(''),
      )
      return undefined
    },

    async 'doors.uiResume'(exchange) {
      const { agent, chat } = await readInput<{ agent: string; chat: string }>(exchange)
      const { context, gone } = exchange
      const { id: agentId } = await requireAgent(context, agent)
      const conversation = await findForeignConversation(context, agentId, `ui:${chat}`)
      const live = conversation?.live_run_id ?? null
      if (live === null) return new Response(null, { status: 204 })
      const chain = await chainOf(context, live)
      const project = uiMessageChunks({ messageId: chain[0] ?? live })
      await stream(exchange, readChain(runs, context, chain, gone), live, line =>
        project(line.event)
          .filter(chunk => belongs(chunk, line.id, chain))
          .map(frame)
          .join(''),
      )
      return undefined
    },
  }
}

async function openChat(context: Context, agent: string, chat: string) {
  const { id } = await requireAgent(context, agent)
  return openConversation(context, id, '', `ui:${chat}`)
}

/** Starts what the chat asks for: an answer, another answer, or what follows an approval. */
async function startRun(
  runs: Runs,
  context: Context,
  conversation: string,
  { messages, trigger }: ChatRequest,
): Promise<string> {
  if (trigger === 'regenerate-message') return (await retryMessage(runs, context, { conversation })).runId
  const last = messages.at(-1)
  if (last?.role === 'user') {
    const text = textOf(last.parts)
    return (await sendMessage(runs, context, { conversation, text, files: [], whenBusy: 'reject' })).runId
  }
  const operations = runOperations(runs)
  const open = (await operations.approvals(context, { conversation, status: 'open' })).items
  let runId: string | undefined
  for (const { approval, state } of last?.parts ?? []) {
    if (!approval || state !== 'approval-responded' || !open.some(({ id }) => id === approval.id)) continue
    const answered = await operations.answer(context, {
      approval: approval.id,
      decision: approval.approved === true ? 'approve' : 'deny',
      note: approval.reason,
    })
    runId = answered.run?.id ?? runId
  }
  if (runId) return runId
  throw new LoggiaError('invalid_input', {
    detail: "The last message is neither a user's nor an answer to all open approvals.",
    fields: ['messages: the last one must be of the user, or carry the answers to approvals'],
  })
}

const stream = (
  { outgoing }: Exchange,
  lines: AsyncIterable<LogLine[]>,
  runId: string,
  frames: (line: LogLine) => string,
) =>
  streamRun({
    outgoing,
    lines,
    frames,
    headers: { ...uiHeaders, 'loggia-run': runId },
    closing: 'data: [DONE]\n\n',
    failed: () => frame({ type: 'error', errorText: 'The events cannot be read on.' }),
  })

/** The runs of an answer, first to last: an approval ends one and its answer starts the next. */
async function chainOf(context: Context, runId: string): Promise<string[]> {
  const chain = [runId]
  for (let run = await requireRun(context, runId); run.parent_run_id !== null; ) {
    chain.unshift(run.parent_run_id)
    run = await requireRun(context, run.parent_run_id)
  }
  return chain
}

async function* readChain(runs: Runs, context: Context, chain: string[], gone: AbortSignal) {
  for (const runId of chain) yield* runs.read(context.db, runId, undefined, gone)
}

/** A chain is one message there: it starts with its first run and finishes with its last. */
function belongs(chunk: UiChunk, lineId: string, chain: string[]): boolean {
  const runId = lineId.split(':')[0]
  if (chunk.type === 'start') return runId === chain[0]
  return chunk.type !== 'finish' || runId === chain.at(-1)
}
