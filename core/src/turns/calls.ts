import {
  asLoggiaError,
  EventType,
  LoggiaError,
  type MessagePart,
  type RunEvent,
  type Tool,
} from '@loggia/contract'
import type { OfferedTool } from '../plugins/index.ts'
import type { RequestedCall } from './answer.ts'
import { untilAborted } from './call-model.ts'

type ToolResultPart = Extract<MessagePart, { type: 'tool-result' }>

/** What will be done with a call. */
export type Verdict =
  | { type: 'run'; call: RequestedCall; tool: Tool; input: unknown }
  | { type: 'ask'; call: RequestedCall }
  | { type: 'refuse'; call: RequestedCall; error: LoggiaError }

/** A person's yes or no, when the call was asked for in the run before. */
export interface Decision {
  approved: boolean
  note?: string
}

/**
 * What the tool policy and the tool's own schema say to a call. The name must match exactly. A wrong call
 * is never put before a person. `deny` holds also against a yes.
 */
export async function judge(
  call: RequestedCall,
  tools: ReadonlyMap<string, OfferedTool>,
  decision?: Decision,
): Promise<Verdict> {
  const offered = tools.get(call.toolName)
  if (!offered) {
    const names = [...tools.keys()].join(', ') || 'none'
    const detail = `There is no tool "${call.toolName}". Tools: ${names}.`
    return { type: 'refuse', call, error: new LoggiaError('tool_unknown', { detail }) }
  }
  if (offered.policy === 'deny') return refuse(call, `The tool policy of this agent denies ${call.toolName}.`)
  if (decision && !decision.approved) {
    return refuse(call, `A person said no to this call${decision.note ? `: ${decision.note}` : '.'}`)
  }
  try {
    const input = await offered.tool.parse(call.input)
    if (offered.policy === 'ask' && !decision) return { type: 'ask', call }
    return { type: 'run', call, tool: offered.tool, input }
  } catch (error) {
    return { type: 'refuse', call, error: asLoggiaError(error) }
  }
}

const refuse = (call: RequestedCall, detail: string): Verdict => ({
  type: 'refuse',
  call,
  error: new LoggiaError('tool_denied', { detail }),
})

export interface CallPorts {
  emit(event: RunEvent): void
  signal: AbortSignal
  conversationId: string
  now(): number
}

/** Characters of a tool's result that the model and the log get. */
export const maxResultCharacters = 32_000

/** Runs all calls at once and reports their results in the order in which they were asked for. */
export async function runCalls(verdicts: readonly Verdict[], ports: CallPorts): Promise<ToolResultPart[]> {
  const answering = verdicts
    .filter(verdict => verdict.type !== 'ask')
    .map(verdict =>
      verdict.type === 'run' ? runCall(verdict, ports) : Promise.resolve(refusal(verdict, ports)),
    )
  // A cancel rejects all of them at once; whoever is first in line tells, the others stay quiet.
  for (const answer of answering) answer.catch(() => {})
  const results: ToolResultPart[] = []
  for (const answer of answering) {
    const result = await answer
    ports.emit({
      type: EventType.TOOL_CALL_RESULT,
      messageId: `${result.toolCallId}.result`,
      toolCallId: result.toolCallId,
      content: result.output,
      role: 'tool',
      ...(result.isError && { metadata: { isError: true } }),
    })
    results.push(result)
  }
  return results
}

function refusal(verdict: Extract<Verdict, { type: 'refuse' }>, ports: CallPorts): ToolResultPart {
  const { call, error } = verdict
  if (error.code === 'tool_denied') {
    const value = { toolCallId: call.toolCallId, toolName: call.toolName, reason: error.message }
    ports.emit({ type: EventType.CUSTOM, name: 'policy.denied', value })
  }
  return failure(call, error)
}

const failure = ({ toolCallId, toolName }: RequestedCall, error: LoggiaError): ToolResultPart => ({
  type: 'tool-result',
  toolCallId,
  toolName,
  output: bound(`Error (${error.code}): ${error.message}`),
  isError: true,
})

async function runCall(
  verdict: Extract<Verdict, { type: 'run' }>,
  ports: CallPorts,
): Promise<ToolResultPart> {
  const { call, tool, input } = verdict
  const { toolCallId, toolName } = call
  const seconds = tool.timeoutSeconds ?? 60
  const limit = new AbortController()
  const late = new LoggiaError('tool_timeout', {
    detail: `${toolName} did not answer within ${seconds} seconds.`,
  })
  const timer = setTimeout(() => limit.abort(late), seconds * 1000)
  const signal = AbortSignal.any([ports.signal, limit.signal])
  let running = true
  try {
    const context = {
      signal,
      toolCallId,
      conversationId: ports.conversationId,
      now: ports.now,
      progress: (update: { message?: string; fraction?: number }) => {
        if (running)
          ports.emit({ type: EventType.CUSTOM, name: 'tool.progress', value: { toolCallId, ...update } })
      },
    }
    const output = await untilAborted(Promise.resolve(tool.run(input, context)), signal)
    return { type: 'tool-result', toolCallId, toolName, output: bound(asText(output)), isError: false }
  } catch (error) {
    ports.signal.throwIfAborted()
    const known =
      error instanceof LoggiaError
        ? error
        : new LoggiaError('tool_failed', { detail: messageOf(error), cause: error })
    return failure(call, known)
  } finally {
    running = false
    clearTimeout(timer)
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const asText = (output: unknown): string =>
  typeof output === 'string' ? output : (JSON.stringify(output) ?? 'Done.')

function bound(text: string): string {
  if (text.length <= maxResultCharacters) return text
  const left = text.length - maxResultCharacters
  return `${text.slice(0, maxResultCharacters)}\n… (${left} more characters were left out)`
}
