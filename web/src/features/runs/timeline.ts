import { type CustomEventValue, EventType, type RunEvent } from '@loggia/sdk'

export interface ToolSpan {
  id: string
  name: string
  /** Milliseconds since 1970. */
  from: number
  /** Absent while it runs. */
  to: number | undefined
}

export interface StepSpan {
  name: string
  from: number
  to: number | undefined
  measured: CustomEventValue<'step.measured'> | undefined
  tools: ToolSpan[]
}

export interface Timeline {
  from: number
  to: number
  steps: StepSpan[]
  model: CustomEventValue<'model.chosen'> | undefined
}

/** When each step and each tool call of a run began and ended, by the times of its events. */
export function timelineOf(events: readonly RunEvent[]): Timeline {
  const steps: StepSpan[] = []
  const line: Timeline = { from: 0, to: 0, steps, model: undefined }
  for (const event of events) {
    const at = event.timestamp ?? line.to
    line.from ||= at
    line.to = Math.max(line.to, at)
    const step = steps.at(-1)
    if (event.type === EventType.STEP_STARTED) {
      steps.push({ name: event.stepName, from: at, to: undefined, measured: undefined, tools: [] })
    } else if (event.type === EventType.STEP_FINISHED) {
      const ended = steps.findLast(({ name }) => name === event.stepName)
      if (ended) ended.to = at
    } else if (event.type === EventType.TOOL_CALL_START) {
      step?.tools.push({ id: event.toolCallId, name: event.toolCallName, from: at, to: undefined })
    } else if (event.type === EventType.TOOL_CALL_RESULT) {
      const tool = steps.flatMap(({ tools }) => tools).find(({ id }) => id === event.toolCallId)
      if (tool) tool.to = at
    } else if (event.type === EventType.CUSTOM) {
      if (event.name === 'model.chosen') line.model = event.value as Timeline['model']
      if (event.name === 'step.measured' && step) step.measured = event.value as StepSpan['measured']
    }
  }
  return line
}

/** A span as a place on the line, in percent; never thinner than can be seen. */
export function place(line: Timeline, from: number, to = line.to): { left: number; width: number } {
  const whole = Math.max(1, line.to - line.from)
  const left = Math.min(99, Math.max(0, ((from - line.from) / whole) * 100))
  return { left, width: Math.min(100 - left, Math.max(0.75, ((to - from) / whole) * 100)) }
}
