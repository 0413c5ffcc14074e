import { EventType, type RunEvent } from '@loggia/contract'

/** One part of the AI SDK's UI message stream, version 1. */
export type UiChunk = { type: string } & Record<string, unknown>

export interface UiOptions {
  /** Id of the assistant's message. A run that goes on after an approval keeps the id of the first run. */
  messageId: string
  /** The logs of the runs this one goes on from, oldest first: their tool calls are known to the client. */
  earlier?: Iterable<RunEvent>
}

interface Call {
  name: string
  args: string
  announced: boolean
}

type Finish = 'stop' | 'length' | 'content-filter' | 'tool-calls' | 'error' | 'other'
const finishReasons: Record<string, Finish> = {
  stop: 'stop',
  length: 'length',
  'content-filter': 'content-filter',
  'tool-calls': 'tool-calls',
  error: 'error',
}

/** Turns the events of one run into the parts of one UI message; call it once per event, in order. */
export function uiMessageChunks(options: UiOptions): (event: RunEvent) => UiChunk[] {
  const calls = new Map<string, Call>()
  let finishReason: Finish = 'stop'
  const denied = new Set<string>()

  const project = (event: RunEvent): UiChunk[] => {
    switch (event.type) {
      case EventType.RUN_STARTED:
        return [
          {
            type: 'start',
            messageId: options.messageId,
            messageMetadata: { runId: event.runId, conversationId: event.threadId },
          },
        ]
      case EventType.STEP_STARTED:
        return [{ type: 'start-step' }]
      case EventType.STEP_FINISHED:
        return [{ type: 'finish-step' }]
      case EventType.TEXT_MESSAGE_START:
        return [{ type: 'text-start', id: event.messageId }]
      case EventType.TEXT_MESSAGE_CONTENT:
        return [{ type: 'text-delta', id: event.messageId, delta: event.delta }]
      case EventType.TEXT_MESSAGE_END:
        return [{ type: 'text-end', id: event.messageId }]
      case EventType.REASONING_MESSAGE_START:
        return [{ type: 'reasoning-start', id: event.messageId }]
      case EventType.REASONING_MESSAGE_CONTENT:
        return [{ type: 'reasoning-delta', id: event.messageId, delta: event.delta }]
      case EventType.REASONING_MESSAGE_END:
        return [{ type: 'reasoning-end', id: event.messageId }]
      case EventType.TOOL_CALL_START: {
        const known = calls.get(event.toolCallId)
        calls.set(event.toolCallId, { name: event.toolCallName, args: '', announced: false })
        return known
          ? []
          : [
              {
                type: 'tool-input-start',
                toolCallId: event.toolCallId,
                toolName: event.toolCallName,
                dynamic: true,
              },
            ]
      }
      case EventType.TOOL_CALL_ARGS: {
        const call = calls.get(event.toolCallId)
        if (call) call.args += event.delta
        return [{ type: 'tool-input-delta', toolCallId: event.toolCallId, inputTextDelta: event.delta }]
      }
      case EventType.TOOL_CALL_END:
        return announce(event.toolCallId)
      case EventType.TOOL_CALL_RESULT:
        return [...announce(event.toolCallId), ...result(event.toolCallId, textOf(event.content), event)]
      case EventType.CUSTOM:
        if (event.name === 'step.measured') finishReason = finishReasonOf(event.value) ?? finishReason
        if (event.name === 'policy.denied') {
          const id = (event.value as { toolCallId?: unknown } | undefined)?.toolCallId
          if (typeof id === 'string') denied.add(id)
        }
        return [
          { type: `data-${event.name}`, data: event.value, transient: event.name !== 'knowledge.cited' },
        ]
      case EventType.RUN_FINISHED:
        return finish(event)
      case EventType.RUN_ERROR:
        return [{ type: 'error', errorText: event.message }]
      default:
        return []
    }
  }

  function announce(toolCallId: string): UiChunk[] {
    const call = calls.get(toolCallId)
    if (!call || call.announced) return []
    call.announced = true
    return [
      {
        type: 'tool-input-available',
        toolCallId,
        toolName: call.name,
        input: parsed(call.args),
        dynamic: true,
      },
    ]
  }

  function result(toolCallId: string, output: string, event: RunEvent): UiChunk[] {
    if (denied.has(toolCallId)) return [{ type: 'tool-output-denied', toolCallId }]
    return isFailed(event)
      ? [{ type: 'tool-output-error', toolCallId, errorText: output, dynamic: true }]
      : [{ type: 'tool-output-available', toolCallId, output, dynamic: true }]
  }

  function finish(event: Extract<RunEvent, { type: EventType.RUN_FINISHED }>): UiChunk[] {
    if (event.outcome?.type === 'cancelled') return [{ type: 'abort', reason: 'cancelled' }]
    if (event.outcome?.type !== 'interrupt') return [{ type: 'finish', finishReason }]
    const requests = event.outcome.interrupts.flatMap(interrupt =>
      interrupt.toolCallId === undefined
        ? []
        : [
            ...announce(interrupt.toolCallId),
            {
              type: 'tool-approval-request',
              approvalId: interrupt.id,
              toolCallId: interrupt.toolCallId,
            },
          ],
    )
    return [...requests, { type: 'finish', finishReason: 'tool-calls' }]
  }

  for (const event of options.earlier ?? []) project(event)
  return project
}

/** A tool call that failed says so in its result's metadata. */
const isFailed = (event: RunEvent): boolean =>
  (event.metadata as { isError?: unknown } | undefined)?.isError === true

const finishReasonOf = (value: unknown): Finish | undefined => {
  const reason = (value as { finishReason?: unknown } | undefined)?.finishReason
  return typeof reason === 'string' ? (finishReasons[reason] ?? 'other') : undefined
}

const textOf = (content: string | readonly { type: string }[]): string =>
  typeof content === 'string'
    ? content
    : content
        .map(part => ('text' in part && typeof part.text === 'string' ? part.text : `[${part.type}]`))
        .join('\n')

function parsed(args: string): unknown {
  try {
    return args === '' ? {} : JSON.parse(args)
  } catch {
    return args
  }
}
