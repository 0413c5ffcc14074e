import { EventType, type RunEvent } from '@loggia/sdk'
import { foldCustom } from './custom.ts'
import { appendText, changeTool, closeAll, closeText, openText, openTool } from './parts.ts'
import { snapshotParts } from './snapshot.ts'
import type { RunView } from './view.ts'

const none: ReadonlySet<string> = new Set()

/** What is shown after one more event of the run. Events that show nothing return the same view. */
export function foldRun(view: RunView, event: RunEvent): RunView {
  switch (event.type) {
    case EventType.RUN_STARTED:
      return { ...view, runId: event.runId, phase: 'running' }
    case EventType.TEXT_MESSAGE_START:
      return openText(view, 'text', event.messageId)
    case EventType.TEXT_MESSAGE_CONTENT:
      return appendText(view, 'text', event.messageId, event.delta)
    case EventType.TEXT_MESSAGE_END:
      return closeText(view, 'text', event.messageId)
    case EventType.TEXT_MESSAGE_CHUNK:
      return chunk(view, 'text', event.messageId, event.delta)
    case EventType.REASONING_MESSAGE_START:
      return openText(view, 'reasoning', event.messageId)
    case EventType.REASONING_MESSAGE_CONTENT:
      return appendText(view, 'reasoning', event.messageId, event.delta)
    case EventType.REASONING_MESSAGE_END:
    case EventType.REASONING_END:
      return closeText(view, 'reasoning', event.messageId)
    case EventType.REASONING_MESSAGE_CHUNK:
      return chunk(view, 'reasoning', event.messageId, event.delta)
    case EventType.TOOL_CALL_START:
      return openTool(view, event.toolCallId, event.toolCallName)
    case EventType.TOOL_CALL_ARGS:
      // A call that a former run of the chain made has no start here; its nameless part is joined with that one.
      return changeTool(openTool(view, event.toolCallId, ''), event.toolCallId, tool => ({
        input: tool.input + event.delta,
      }))
    case EventType.TOOL_CALL_END:
      return changeTool(view, event.toolCallId, tool =>
        tool.state === 'writing' ? { state: 'running' } : {},
      )
    case EventType.TOOL_CALL_CHUNK: {
      const id = event.toolCallId ?? lastTool(view)
      if (!id) return view
      const opened = event.toolCallName ? openTool(view, id, event.toolCallName) : view
      return changeTool(opened, id, tool => ({ input: tool.input + (event.delta ?? '') }))
    }
    case EventType.TOOL_CALL_RESULT:
      return result(view, event)
    case EventType.MESSAGES_SNAPSHOT:
      return { ...view, parts: snapshotParts(event.messages) }
    case EventType.RUN_FINISHED:
      return finish(view, event)
    case EventType.RUN_ERROR: {
      const closed = closeAll(view, none)
      if (event.code === 'run_cancelled') return { ...closed, phase: 'cancelled' }
      return { ...closed, phase: 'failed', error: { code: event.code, message: event.message } }
    }
    case EventType.CUSTOM:
      return foldCustom(view, event.name, event.value)
    default:
      return view
  }
}

type Of<Type extends EventType> = Extract<RunEvent, { type: Type }>

function chunk(view: RunView, kind: 'text' | 'reasoning', id: string | undefined, delta = ''): RunView {
  const last = view.parts.findLast(part => part.kind === kind)?.id
  const target = id ?? last
  return target ? appendText(openText(view, kind, target), kind, target, delta) : view
}

const lastTool = (view: RunView): string | undefined => view.parts.findLast(part => part.kind === 'tool')?.id

function result(view: RunView, event: Of<EventType.TOOL_CALL_RESULT>): RunView {
  const output =
    typeof event.content === 'string'
      ? event.content
      : event.content.map(part => (part.type === 'text' ? part.text : `[${part.type}]`)).join('\n')
  const failed = (event.metadata as { isError?: unknown } | undefined)?.isError === true
  // A call that a former run of the chain made has no start here; its nameless part is joined with that one.
  return changeTool(openTool(view, event.toolCallId, ''), event.toolCallId, tool => ({
    output,
    state: tool.state === 'denied' ? 'denied' : failed ? 'failed' : 'done',
  }))
}

function finish(view: RunView, { outcome }: Of<EventType.RUN_FINISHED>): RunView {
  if (outcome?.type === 'interrupt') {
    const waiting = new Set(outcome.interrupts.flatMap(interrupt => interrupt.toolCallId ?? []))
    return { ...closeAll(view, waiting), phase: 'interrupted', interrupts: outcome.interrupts }
  }
  return { ...closeAll(view, none), phase: outcome?.type === 'cancelled' ? 'cancelled' : 'finished' }
}
