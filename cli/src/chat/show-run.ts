import { type Interrupt, isErrorCode, LoggiaError, type RunEvent } from '@loggia/sdk'
import type { Terminal } from '../terminal/index.ts'
import { describeCustom, preview } from './describe-event.ts'

/** How a run came to its end. */
export type RunEnd =
  | { type: 'finished' }
  | { type: 'cancelled' }
  | { type: 'waiting'; interrupts: readonly Interrupt[] }
  | { type: 'failed'; error: LoggiaError }

/** Prints a run as it happens: the reply on stdout, tools and everything else as notes. */
export async function showRun(
  events: AsyncIterable<RunEvent>,
  terminal: Terminal,
  { json = false, told = new Set<string>() }: { json?: boolean; told?: Set<string> } = {},
): Promise<RunEnd> {
  const show = json
    ? { event: (event: RunEvent) => terminal.line(JSON.stringify(event)), end: () => {} }
    : openView(terminal, told)
  let end: RunEnd = { type: 'failed', error: new LoggiaError('server_unreachable') }
  for await (const event of events) {
    show.event(event)
    end = endOf(event) ?? end
  }
  show.end()
  return end
}

function endOf(event: RunEvent): RunEnd | undefined {
  if (event.type === 'RUN_ERROR') {
    const code = isErrorCode(event.code) ? event.code : 'internal'
    return { type: 'failed', error: new LoggiaError(code, { detail: event.message }) }
  }
  if (event.type !== 'RUN_FINISHED') return undefined
  if (event.outcome?.type === 'interrupt') return { type: 'waiting', interrupts: event.outcome.interrupts }
  return { type: event.outcome?.type === 'cancelled' ? 'cancelled' : 'finished' }
}

function openView(terminal: Terminal, told: Set<string>) {
  const calls = new Map<string, { name: string; input: string }>()
  let said = ''
  let thinking = false

  const write = (text: string) => {
    terminal.write(text)
    said = (said + text).slice(-1)
  }
  const note = (text: string) => {
    // On one screen a note may not stick to half a sentence; in a pipe the reply stays as it is.
    if (terminal.oneScreen && said !== '' && said !== '\n') write('\n')
    terminal.note(terminal.dress('dim', text))
  }
  const event = (event: RunEvent): void => {
    switch (event.type) {
      case 'TEXT_MESSAGE_START':
        if (said !== '' && said !== '\n') write('\n')
        return
      case 'TEXT_MESSAGE_CONTENT':
        write(event.delta)
        return
      case 'REASONING_MESSAGE_CONTENT':
        if (!thinking) note('thinking …')
        thinking = true
        return
      case 'TOOL_CALL_START':
        calls.set(event.toolCallId, { name: event.toolCallName, input: '' })
        return
      case 'TOOL_CALL_ARGS': {
        const call = calls.get(event.toolCallId)
        if (call) call.input += event.delta
        return
      }
      case 'TOOL_CALL_END': {
        const call = calls.get(event.toolCallId)
        if (call) note(`→ ${call.name} ${preview(call.input)}`)
        return
      }
      case 'TOOL_CALL_RESULT':
        note(`← ${calls.get(event.toolCallId)?.name ?? 'tool'}: ${preview(String(event.content))}`)
        return
      case 'CUSTOM': {
        const text = describeCustom(event.name, event.value)
        // Which model answers is news once, and again when it is another.
        const isOld = event.name === 'model.chosen' && told.has(text ?? '')
        if (text === undefined || isOld) return
        told.add(text)
        note(text)
        return
      }
      default:
    }
  }
  return {
    event,
    end() {
      if (said !== '' && said !== '\n') write('\n')
    },
  }
}
