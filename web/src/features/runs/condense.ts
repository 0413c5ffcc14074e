import type { RunEvent } from '@loggia/sdk'

export interface EventLine {
  seq: number
  /** `7`, or `7–52` for deltas drawn together. */
  label: string
  type: string
  /** What it says, in a few words. */
  gist: string
  events: RunEvent[]
}

/** The log as lines: neighbours of one type that carry deltas of one thing become one line. */
export function condense(events: readonly RunEvent[]): EventLine[] {
  const lines: EventLine[] = []
  events.forEach((event, index) => {
    const seq = index + 1
    const last = lines.at(-1)
    const delta = 'delta' in event && typeof event.delta === 'string' ? event.delta : undefined
    if (delta !== undefined && last?.type === event.type && keyOf(last.events[0]) === keyOf(event)) {
      last.events.push(event)
      last.label = `${last.seq}–${seq}`
      if (last.gist.length < 200) last.gist += delta
    } else
      lines.push({ seq, label: String(seq), type: event.type, gist: delta ?? gist(event), events: [event] })
  })
  return lines
}

const keyOf = (event: RunEvent | undefined): string => {
  const { messageId, toolCallId } = (event ?? {}) as { messageId?: string; toolCallId?: string }
  return toolCallId ?? messageId ?? ''
}

function gist(event: RunEvent): string {
  const fields = event as Record<string, unknown>
  const said = fields.toolCallName ?? fields.name ?? fields.stepName ?? fields.message ?? fields.content
  const outcome = (fields.outcome as { type?: string } | undefined)?.type
  return typeof said === 'string' ? said : (outcome ?? '')
}
