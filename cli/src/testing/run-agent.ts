import { randomFillSync } from 'node:crypto'
import {
  type CodeAgent,
  type LanguageModel,
  type LoggiaError,
  type MessagePart,
  makeId,
  type Plugin,
  type RunEvent,
} from '@loggia/contract'
import { makeCatalog, offerTools } from '@loggia/core/plugins'
import {
  type AnsweredCall,
  groupTurns,
  type HistoryMessage,
  nothingSpent,
  runTurn,
  type TurnInput,
  type TurnOutcome,
} from '@loggia/core/turns'

/** A tool call with what came of it. */
export interface ToolUse {
  name: string
  input: unknown
  /** What the model was told; absent while the call waits for a person. */
  output?: string
  isError: boolean
}

/** What an agent did with a message. */
export interface AgentRun {
  /** `interrupted` means that tool calls wait for a person. */
  status: TurnOutcome['status']
  /** Everything the agent said, put together. */
  text: string
  toolCalls: ToolUse[]
  /** The calls that wait for a yes or no. */
  waiting: { name: string; input: unknown }[]
  /** The events of the run, as a client would see them. */
  events: RunEvent[]
  error?: LoggiaError
  /** Pass it as `history` to go on with the conversation. */
  history: readonly { role: 'user' | 'agent'; parts: readonly MessagePart[] }[]
}

export interface RunAgentOptions {
  /** What answers; `scriptedModel([...])` in most tests. */
  model: LanguageModel
  message: string
  /** What was said before: the `history` of an earlier run. */
  history?: AgentRun['history']
  /** Plays the person who is asked; without it the run ends as `interrupted`. */
  approve?(call: { name: string; input: unknown }): boolean
  /** Plugins that the definition names, such as `basics`. */
  plugins?: readonly Plugin[]
  signal?: AbortSignal
}

/**
 * Runs one message through the real turn, in memory: no server, no database, no network. The tools are
 * really called, their arguments really checked, the policy and the budgets hold.
 */
export async function runAgent(agent: CodeAgent, options: RunAgentOptions): Promise<AgentRun> {
  const { definition } = agent
  const { message, history = [], approve, plugins = [], signal = new AbortController().signal } = options
  const said = [...history, { role: 'user' as const, parts: [{ type: 'text' as const, text: message }] }]
  const tools = offerTools(definition, makeCatalog(plugins), [{ origin: 'code', tools: agent.tools }])
  const conversationId = newId('conversation')
  const events: RunEvent[] = []
  const ports: Parameters<typeof runTurn>[1] = {
    model: {
      model: options.model,
      provider: options.model.provider,
      id: options.model.modelId,
      contextWindow: 200_000,
      replyReserve: 8_000,
      price: () => undefined,
    },
    tools,
    sink: { emit: event => void events.push(event), commit: async () => {}, ready: () => undefined },
    clock: { now: Date.now, elapsed: () => performance.now() },
    newId,
    signal,
    saveSummary: async () => {},
    silenceMs: 60_000,
  }
  const written: MessagePart[][] = []
  let answered: AnsweredCall[] = []
  let spent = nothingSpent
  for (;;) {
    const turns = groupTurns(
      [...said, ...written.map(parts => ({ role: 'agent' as const, parts }))].map(placed),
    )
    const input: TurnInput = {
      ...{ conversationId, messageId: newId('message'), definition, history: turns, answered, spent },
    }
    const outcome = await runTurn(input, ports)
    written.push(outcome.parts)
    if (outcome.status !== 'interrupted' || !approve) return summarise(outcome, written, said, events)
    spent = outcome.spent
    answered = outcome.waiting.map(call => ({
      ...call,
      approved: approve({ name: call.toolName, input: call.input }),
    }))
  }
}

const newId: Parameters<typeof runTurn>[1]['newId'] = noun =>
  makeId(noun, Date.now(), bytes => randomFillSync(bytes))

const placed = (message: Omit<HistoryMessage, 'position'>, position: number): HistoryMessage => ({
  ...message,
  position,
})

function summarise(
  outcome: TurnOutcome,
  written: readonly MessagePart[][],
  said: AgentRun['history'],
  events: RunEvent[],
): AgentRun {
  const parts = written.flat()
  const results = new Map(
    parts.flatMap(part => (part.type === 'tool-result' ? [[part.toolCallId, part]] : [])),
  )
  return {
    status: outcome.status,
    text: parts.map(part => (part.type === 'text' ? part.text : '')).join(''),
    toolCalls: parts.flatMap(part => {
      if (part.type !== 'tool-call') return []
      const result = results.get(part.toolCallId)
      const outcomeOfCall = result ? { output: result.output, isError: result.isError } : { isError: false }
      return [{ name: part.toolName, input: part.input, ...outcomeOfCall }]
    }),
    waiting: outcome.waiting.map(({ toolName: name, input }) => ({ name, input })),
    events,
    ...(outcome.error && { error: outcome.error }),
    history: [
      ...said,
      ...written.filter(list => list.length > 0).map(list => ({ role: 'agent' as const, parts: list })),
    ],
  }
}
