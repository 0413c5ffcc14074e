import { EventType, type RunEvent } from '@loggia/contract'

const threadId = 'cnv_00000000000000000000000001'
const runId = 'run_00000000000000000000000001'

const started: RunEvent = { type: EventType.RUN_STARTED, threadId, runId, protocolVersion: '1.0' }
const step = (n: number): RunEvent => ({ type: EventType.STEP_STARTED, stepName: `step ${n}` })
const stepped = (n: number, finishReason = 'stop'): RunEvent[] => [
  {
    type: EventType.CUSTOM,
    name: 'step.measured',
    value: { step: n, durationMs: 12, finishReason, usage: { inputTokens: 7, outputTokens: 5 } },
  },
  { type: EventType.STEP_FINISHED, stepName: `step ${n}` },
]
const text = (messageId: string, ...deltas: string[]): RunEvent[] => [
  { type: EventType.TEXT_MESSAGE_START, messageId, role: 'assistant' },
  ...deltas.map((delta): RunEvent => ({ type: EventType.TEXT_MESSAGE_CONTENT, messageId, delta })),
  { type: EventType.TEXT_MESSAGE_END, messageId },
]
const call = (toolCallId: string, toolCallName: string, ...args: string[]): RunEvent[] => [
  { type: EventType.TOOL_CALL_START, toolCallId, toolCallName },
  ...args.map((delta): RunEvent => ({ type: EventType.TOOL_CALL_ARGS, toolCallId, delta })),
  { type: EventType.TOOL_CALL_END, toolCallId },
]
const result = (toolCallId: string, content: string, isError = false): RunEvent => ({
  type: EventType.TOOL_CALL_RESULT,
  messageId: `msg_${toolCallId}`,
  toolCallId,
  content,
  role: 'tool',
  ...(isError && { metadata: { isError } }),
})
const usage = [{ provider: 'scripted', model: 'one', inputTokens: 7, outputTokens: 5, cachedInputTokens: 2 }]
const finished: RunEvent = {
  type: EventType.RUN_FINISHED,
  threadId,
  runId,
  outcome: { type: 'success' },
  usage,
}

/** Logs of every kind of run, written down once: every projection is held against all of them. */
export const goldenLogs = {
  text: [started, step(1), ...text('msg_1', 'Hel', 'lo ', 'thère.'), ...stepped(1), finished],
  'length stop': [started, step(1), ...text('msg_1', 'And so'), ...stepped(1, 'length'), finished],
  reasoning: [
    started,
    step(1),
    { type: EventType.REASONING_START, messageId: 'rsn_1' },
    { type: EventType.REASONING_MESSAGE_START, messageId: 'rsn_1', role: 'reasoning' },
    { type: EventType.REASONING_MESSAGE_CONTENT, messageId: 'rsn_1', delta: 'Let me ' },
    { type: EventType.REASONING_MESSAGE_CONTENT, messageId: 'rsn_1', delta: 'think.' },
    { type: EventType.REASONING_MESSAGE_END, messageId: 'rsn_1' },
    { type: EventType.REASONING_END, messageId: 'rsn_1' },
    ...text('msg_1', 'Done', '.'),
    ...stepped(1),
    finished,
  ],
  'parallel tools': [
    started,
    step(1),
    ...text('msg_1', 'One moment.'),
    { type: EventType.TOOL_CALL_START, toolCallId: 'call_1', toolCallName: 'time' },
    { type: EventType.TOOL_CALL_START, toolCallId: 'call_2', toolCallName: 'calculator' },
    { type: EventType.TOOL_CALL_ARGS, toolCallId: 'call_2', delta: '{"expression":' },
    { type: EventType.TOOL_CALL_ARGS, toolCallId: 'call_1', delta: '{}' },
    { type: EventType.TOOL_CALL_ARGS, toolCallId: 'call_2', delta: '"6*7"}' },
    { type: EventType.TOOL_CALL_END, toolCallId: 'call_1' },
    { type: EventType.TOOL_CALL_END, toolCallId: 'call_2' },
    { type: EventType.CUSTOM, name: 'tool.progress', value: { toolCallId: 'call_2', fraction: 0.5 } },
    result('call_1', '12:00'),
    result('call_2', '42'),
    ...stepped(1, 'tool-calls'),
    step(2),
    ...text('msg_2', 'It is noon ', 'and 42.'),
    ...stepped(2),
    finished,
  ],
  'tool that fails': [
    started,
    step(1),
    ...call('call_1', 'search', '{"q":1}'),
    result('call_1', 'The arguments of search are wrong: q: expected string', true),
    ...stepped(1, 'tool-calls'),
    step(2),
    ...text('msg_2', 'That did not work.'),
    ...stepped(2),
    finished,
  ],
  'tool that policy denies': [
    started,
    step(1),
    ...call('call_1', 'send_notice', '{"text":"hi"}'),
    {
      type: EventType.CUSTOM,
      name: 'policy.denied',
      value: { toolCallId: 'call_1', toolName: 'send_notice', reason: 'The tool policy is deny.' },
    },
    result('call_1', 'The tool policy refused this call.', true),
    ...stepped(1, 'tool-calls'),
    step(2),
    ...text('msg_2', 'I may not.'),
    ...stepped(2),
    finished,
  ],
  interrupt: [
    started,
    step(1),
    ...text('msg_1', 'Shall I?'),
    ...call('call_1', 'send_notice', '{"text":', '"hi"}'),
    ...stepped(1, 'tool-calls'),
    {
      type: EventType.RUN_FINISHED,
      threadId,
      runId,
      outcome: {
        type: 'interrupt',
        interrupts: [{ id: 'apr_1', reason: 'tool_call', toolCallId: 'call_1', message: 'send_notice' }],
      },
      usage,
    },
  ],
  'error in the middle of a text': [
    started,
    step(1),
    { type: EventType.TEXT_MESSAGE_START, messageId: 'msg_1', role: 'assistant' },
    { type: EventType.TEXT_MESSAGE_CONTENT, messageId: 'msg_1', delta: 'Half a ' },
    { type: EventType.RUN_ERROR, message: 'The connection broke off.', code: 'model_cut' },
  ],
  cancelled: [
    started,
    step(1),
    ...text('msg_1', 'Never fin'),
    { type: EventType.STEP_FINISHED, stepName: 'step 1' },
    { type: EventType.RUN_FINISHED, threadId, runId, outcome: { type: 'cancelled' } },
  ],
} satisfies Record<string, RunEvent[]>

/** What goes on after the approval of the `interrupt` log. */
export const afterApproval: RunEvent[] = [
  { ...started, runId: 'run_00000000000000000000000002', parentRunId: runId } as RunEvent,
  result('call_1', 'sent'),
  step(1),
  ...text('msg_3', 'Sent.'),
  ...stepped(1),
  { ...finished, runId: 'run_00000000000000000000000002' } as RunEvent,
]
