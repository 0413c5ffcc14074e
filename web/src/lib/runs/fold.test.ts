import { EventType, type RunEvent } from '@loggia/sdk'
import { expect, test } from 'vitest'
import { continueLog, emptyLog } from './log.ts'
import type { Part, ToolPart } from './view.ts'

const started = { type: EventType.RUN_STARTED, threadId: 'cnv_1', runId: 'run_1' } as RunEvent
const start = (messageId: string) =>
  ({ type: EventType.TEXT_MESSAGE_START, messageId, role: 'assistant' }) as RunEvent
const says = (messageId: string, delta: string) =>
  ({ type: EventType.TEXT_MESSAGE_CONTENT, messageId, delta }) as RunEvent
const end = (messageId: string) => ({ type: EventType.TEXT_MESSAGE_END, messageId }) as RunEvent
const call = (toolCallId: string, toolCallName: string) =>
  ({ type: EventType.TOOL_CALL_START, toolCallId, toolCallName }) as RunEvent
const args = (toolCallId: string, delta: string) =>
  ({ type: EventType.TOOL_CALL_ARGS, toolCallId, delta }) as RunEvent
const called = (toolCallId: string) => ({ type: EventType.TOOL_CALL_END, toolCallId }) as RunEvent
const returns = (toolCallId: string, content: string, metadata?: object) =>
  ({
    type: EventType.TOOL_CALL_RESULT,
    messageId: `m-${toolCallId}`,
    toolCallId,
    content,
    metadata,
  }) as RunEvent
const custom = (name: string, value: unknown) => ({ type: EventType.CUSTOM, name, value }) as RunEvent
const finished = (outcome?: unknown) =>
  ({ type: EventType.RUN_FINISHED, threadId: 'cnv_1', runId: 'run_1', outcome }) as RunEvent

const fold = (...events: RunEvent[]) => continueLog(emptyLog(), events).view
const tool = (parts: readonly Part[], id: string) =>
  parts.find((part): part is ToolPart => part.kind === 'tool' && part.id === id)

test('text grows delta by delta and closes', () => {
  const view = fold(started, start('a'), says('a', 'Hel'), says('a', 'lo'))
  expect(view).toMatchObject({ runId: 'run_1', phase: 'running', parts: [{ text: 'Hello', open: true }] })
  expect(fold(started, start('a'), says('a', 'Hi'), end('a'), finished())).toMatchObject({
    phase: 'finished',
    parts: [{ text: 'Hi', open: false }],
  })
})

test('two tools that interleave keep their own arguments and results', () => {
  const { parts } = fold(
    started,
    call('1', 'time'),
    call('2', 'calculator'),
    args('1', '{"zone":'),
    args('2', '{"sum":"2+2"}'),
    args('1', '"UTC"}'),
    called('1'),
    called('2'),
    returns('2', '4'),
    returns('1', 'noon'),
  )
  expect(tool(parts, '1')).toMatchObject({ input: '{"zone":"UTC"}', output: 'noon', state: 'done' })
  expect(tool(parts, '2')).toMatchObject({ input: '{"sum":"2+2"}', output: '4', state: 'done' })
})

test('a tool that failed, one refused by policy and one that reports progress are told apart', () => {
  const { parts } = fold(
    started,
    call('1', 'a'),
    called('1'),
    returns('1', 'broken', { isError: true }),
    call('2', 'b'),
    custom('policy.denied', { toolCallId: '2', toolName: 'b', reason: 'The policy says no.' }),
    returns('2', 'refused'),
    call('3', 'c'),
    called('3'),
    custom('tool.progress', { toolCallId: '3', fraction: 0.5 }),
  )
  expect(parts.map(part => part.kind === 'tool' && part.state)).toEqual(['failed', 'denied', 'running'])
  expect(tool(parts, '2')?.refusal).toBe('The policy says no.')
  expect(tool(parts, '3')?.progress?.fraction).toBe(0.5)
})

test('an interrupt leaves exactly the calls it names waiting', () => {
  const view = fold(
    started,
    call('1', 'send_notice'),
    called('1'),
    call('2', 'time'),
    called('2'),
    returns('2', 'noon'),
    finished({ type: 'interrupt', interrupts: [{ id: 'apr_1', reason: 'approval', toolCallId: '1' }] }),
  )
  expect(view.phase).toBe('interrupted')
  expect(view.interrupts).toHaveLength(1)
  expect(view.parts.map(part => part.kind === 'tool' && part.state)).toEqual(['waiting', 'done'])
})

test('an error keeps what arrived, closes it and names its code', () => {
  const error = { type: EventType.RUN_ERROR, message: 'cut', code: 'model_cut' } as RunEvent
  expect(fold(started, start('a'), says('a', 'Half a sen'), error)).toMatchObject({
    phase: 'failed',
    error: { code: 'model_cut', message: 'cut' },
    parts: [{ text: 'Half a sen', open: false }],
  })
})

test('a cancelled run is no failure, whichever way it is told', () => {
  const error = { type: EventType.RUN_ERROR, message: 'cancelled', code: 'run_cancelled' } as RunEvent
  expect(fold(started, error)).toMatchObject({ phase: 'cancelled', error: undefined })
  expect(fold(started, call('1', 'time'), finished({ type: 'cancelled' }))).toMatchObject({
    phase: 'cancelled',
    parts: [{ state: 'stopped' }],
  })
})

test('log.reset forgets what a crash lost and takes the rest anew, nothing doubled', () => {
  const before = continueLog(emptyLog(), [started, start('a'), says('a', 'one '), says('a', 'lost')])
  const after = continueLog(before, [custom('log.reset', { epoch: 2, seq: 3 }), says('a', 'two'), end('a')])
  expect(after.view.parts).toMatchObject([{ text: 'one two', open: false }])
  expect(after.events).toHaveLength(5)
})

test('a reader that comes late shows the snapshot once and goes on from it', () => {
  const messages = [
    { id: 'u', role: 'user', content: 'Hi' },
    { id: 'a', role: 'assistant', content: 'Hel' },
  ]
  const snapshot = { type: EventType.MESSAGES_SNAPSHOT, messages } as RunEvent
  expect(fold(started, snapshot, start('a'), says('a', 'lo'), end('a')).parts).toMatchObject([
    { text: 'Hello' },
  ])
})

test('reasoning stands apart from the text, and chunk events are taken like the long form', () => {
  const view = fold(
    started,
    { type: EventType.REASONING_MESSAGE_START, messageId: 'r', role: 'reasoning' } as RunEvent,
    { type: EventType.REASONING_MESSAGE_CONTENT, messageId: 'r', delta: 'hm' } as RunEvent,
    { type: EventType.REASONING_MESSAGE_END, messageId: 'r' } as RunEvent,
    { type: EventType.TEXT_MESSAGE_CHUNK, messageId: 'a', delta: 'So' } as RunEvent,
    { type: EventType.TEXT_MESSAGE_CHUNK, delta: ' be it' } as RunEvent,
    { type: EventType.TOOL_CALL_CHUNK, toolCallId: '1', toolCallName: 'time', delta: '{' } as RunEvent,
    { type: EventType.TOOL_CALL_CHUNK, delta: '}' } as RunEvent,
  )
  expect(view.parts).toMatchObject([
    { kind: 'reasoning', text: 'hm', open: false },
    { kind: 'text', text: 'So be it' },
    { kind: 'tool', input: '{}' },
  ])
})

test('memory, the model and a summary are noted, and an unknown custom event changes nothing', () => {
  const model = { provider: 'offline', model: 'rules', why: 'No key was found.' }
  const base = fold(
    started,
    custom('model.chosen', model),
    custom('memory.written', { key: 'name', scope: 'user' }),
  )
  expect(base).toMatchObject({ model, parts: [{ kind: 'note', about: 'written', text: 'name' }] })
  expect(fold(started, custom('from.the.future', {})).parts).toEqual([])
  expect(fold(started, custom('toString', {})).parts).toEqual([])
})
