import { errorTable, isErrorCode, LoggiaError } from '@loggia/contract'
import { type agentOperations, requireAgent } from '@loggia/core/agents'
import { importMessages, openConversation, requireConversation } from '@loggia/core/conversations'
import type { Context } from '@loggia/core/identity'
import { chatCompletion, chatCompletionChunks, chatError, type Runs, sendMessage } from '@loggia/core/runs'
import { z } from 'zod'
import type { Exchange, WireHandler } from '../http/exchange.ts'
import { readInput } from '../http/input.ts'
import { streamRun } from '../http/stream-run.ts'
import { foreignInput, textOf } from './foreign-input.ts'
import { outliving, readToEnd } from './run-events.ts'

/** What we read of a Chat Completions request; the agent's definition decides the rest. */
const chatRequest = z.looseObject({
  model: z.string().min(1).max(200),
  messages: z.array(z.looseObject({ role: z.string(), content: z.unknown().optional() })).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  conversation: z.string().max(64).optional().describe('Goes on in a conversation of ours.'),
  metadata: z.looseObject({ conversation: z.string().max(64).optional() }).nullish(),
})
type ChatRequest = z.infer<typeof chatRequest>

/**
 * OpenAI's doors. A request carries its whole history: each makes a conversation of its own in which the
 * earlier turns are stored, unless it names the conversation to go on in.
 */
export function openaiDoors(runs: Runs, agents: Pick<ReturnType<typeof agentOperations>, 'list'>) {
  return {
    async 'doors.chatCompletions'(exchange) {
      const request = foreignInput(chatRequest, await readInput(exchange))
      const context = outliving(exchange.context)
      const conversation = await findOrOpen(context, request)
      const text = lastUserText(request.messages)
      const { runId } = await sendMessage(runs, context, {
        conversation,
        text,
        files: [],
        whenBusy: 'reject',
      })
      const lines = runs.read(context.db, runId, undefined, exchange.gone)
      const options = {
        model: request.model,
        created: Math.floor(context.now() / 1000),
        includeUsage: request.stream_options?.include_usage === true,
      }
      if (request.stream !== true) return whole(await readToEnd(lines), options, exchange)
      const project = chatCompletionChunks(options)
      const frame = (chunk: object) => `data: ${JSON.stringify(chunk)}\n\n`
      await streamRun({
        outgoing: exchange.outgoing,
        lines,
        headers: { 'loggia-run': runId },
        frames: line => project(line.event).map(frame).join(''),
        closing: 'data: [DONE]\n\n',
        failed: () => frame({ error: chatError('The events cannot be read on.', 'internal') }),
      })
      return undefined
    },

    async 'doors.openaiModels'({ context }) {
      const { items } = await agents.list(context, {})
      const data = items.map(agent => ({
        id: agent.handle,
        object: 'model',
        created: Math.floor(Date.parse(agent.createdAt) / 1000),
        owned_by: agent.address.slice(1).split('/')[0],
      }))
      return Response.json({ object: 'list', data })
    },
  } satisfies Record<string, WireHandler>
}

function whole(
  events: Parameters<typeof chatCompletion>[0],
  options: Parameters<typeof chatCompletion>[1],
  { outgoing }: Exchange,
): Response | undefined {
  if (outgoing.destroyed) return undefined
  const folded = chatCompletion(events, options)
  if ('completion' in folded) return Response.json(folded.completion)
  const { message, code } = folded.error
  const status = isErrorCode(code) ? errorTable[code].status : 500
  return Response.json({ error: chatError(message, code) }, { status })
}

/** The conversation to go on in, or a new one with the earlier turns in it. */
async function findOrOpen(context: Context, request: ChatRequest): Promise<string> {
  const handle = request.model.slice(request.model.lastIndexOf('/') + 1)
  const agent = await requireAgent(context, handle)
  if (request.model.includes('/') && request.model !== `@${agent.workspace_slug}/${agent.handle}`) {
    throw new LoggiaError('not_found', { detail: `There is no agent "${request.model}" in this workspace.` })
  }
  const wanted = request.conversation ?? request.metadata?.conversation
  if (wanted !== undefined) return (await requireConversation(context, wanted)).id
  const { id } = await openConversation(context, agent.id, '', undefined)
  await importMessages(context, id, earlierTurns(request.messages.slice(0, -1)))
  return id
}

function lastUserText(messages: ChatRequest['messages']): string {
  const last = messages.at(-1)
  if (last?.role === 'user') return textOf(last.content)
  throw new LoggiaError('invalid_input', {
    detail: "The last message is not a user's.",
    fields: ['messages: the last one must have the role "user"'],
  })
}

/** What was said before: instructions of the caller count as said by the user, calls of their tools are dropped. */
function earlierTurns(messages: ChatRequest['messages']) {
  return messages.flatMap(({ role, content }) => {
    if (role === 'tool' || role === 'function') return []
    const text = textOf(content)
    if (text === '') return []
    return [{ role: role === 'assistant' ? ('agent' as const) : ('user' as const), text }]
  })
}
