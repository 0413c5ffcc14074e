import { EventType, type RunEvent } from '@loggia/sdk'
import { expect, test } from 'vitest'
import { place, timelineOf } from './timeline.ts'

const event = (type: EventType, timestamp: number, rest: object = {}) =>
  ({ type, timestamp, ...rest }) as RunEvent

const events = [
  event(EventType.RUN_STARTED, 1_000, { runId: 'run_1', threadId: 'cnv_1' }),
  event(EventType.CUSTOM, 1_000, {
    name: 'model.chosen',
    value: { provider: 'offline', model: 'rules', why: 'x' },
  }),
  event(EventType.STEP_STARTED, 1_000, { stepName: 'step 1' }),
  event(EventType.TOOL_CALL_START, 1_200, { toolCallId: '1', toolCallName: 'time' }),
  event(EventType.TOOL_CALL_RESULT, 1_400, { toolCallId: '1', messageId: 'm', content: 'noon' }),
  event(EventType.CUSTOM, 1_400, {
    name: 'step.measured',
    value: {
      step: 1,
      durationMs: 200,
      firstTokenMs: 40,
      finishReason: 'tool-calls',
      usage: { inputTokens: 9 },
    },
  }),
  event(EventType.STEP_FINISHED, 1_400, { stepName: 'step 1' }),
  event(EventType.STEP_STARTED, 1_500, { stepName: 'step 2' }),
]

test('steps hold their tool calls, what was measured, and their times', () => {
  const line = timelineOf(events)
  expect(line).toMatchObject({ from: 1_000, to: 1_500, model: { model: 'rules' } })
  expect(line.steps[0]).toMatchObject({
    from: 1_000,
    to: 1_400,
    measured: { firstTokenMs: 40 },
    tools: [{ name: 'time', from: 1_200, to: 1_400 }],
  })
  expect(line.steps[1]).toMatchObject({ name: 'step 2', to: undefined, tools: [] })
})

test('a span is placed in percent of the run and stays wide enough to be seen', () => {
  const line = timelineOf(events)
  expect(place(line, 1_200, 1_400)).toEqual({ left: 40, width: 40 })
  expect(place(line, 1_000, 1_000).width).toBe(0.75)
  expect(place(line, 1_500).left).toBe(99)
})
