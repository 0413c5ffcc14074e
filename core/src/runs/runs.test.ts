import { definition, EventType, type RunEvent } from '@loggia/contract'
import { scriptedModel } from '@loggia/contract/testing'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import type { LogLine } from './log/index.ts'
import { closeWorlds, openHouse, type TestHouse } from './testing.ts'

let house: TestHouse
afterEach(() => house.close())
afterAll(closeWorlds)

const eventsOf = (lines: readonly LogLine[]) => lines.map(line => line.event)
const textOf = (lines: readonly LogLine[]) =>
  eventsOf(lines)
    .filter(event => event.type === EventType.TEXT_MESSAGE_CONTENT)
    .map(event => event.delta)
    .join('')
const terminals = (lines: readonly LogLine[]): RunEvent[] =>
  eventsOf(lines).filter(event => event.type === EventType.RUN_FINISHED || event.type === EventType.RUN_ERROR)
const runIdOf = (lines: readonly LogLine[]) => lines[0]?.id.split(':')[0] ?? ''
const signal = new AbortController().signal

describe.each(['pglite', 'postgres'] as const)('a message on %s', engine => {
  it('is answered with seq 1, 2, 3 …, ends in one terminal event and is stored as it was streamed', async () => {
    house = await openHouse(scriptedModel([{ text: 'Hello there, Ada.' }]), { engine })
    const lines = await house.say('hi')
    expect(lines.map(line => line.seq)).toEqual(lines.map((_, index) => index + 1))
    expect(textOf(lines)).toBe('Hello there, Ada.')
    expect(terminals(lines)).toHaveLength(1)
    expect(lines.at(-1)?.event).toMatchObject({ type: 'RUN_FINISHED', outcome: { type: 'success' } })
    const stored = await house.read(runIdOf(lines))
    expect(stored.map(line => [line.id, line.json])).toEqual(lines.map(line => [line.id, line.json]))
    const { items } = await house.messages()
    expect(items.map(item => [item.role, item.parts])).toEqual([
      ['user', [{ type: 'text', text: 'hi' }]],
      ['agent', [{ type: 'text', text: 'Hello there, Ada.' }]],
    ])
  })

  it('that comes while a run is live is rejected, queued or takes its place', async () => {
    const model = scriptedModel([
      { text: 'First', hang: true },
      { text: 'Second.' },
      { text: 'Third', hang: true },
      { text: 'Fourth.' },
    ])
    house = await openHouse(model, { engine })
    const first = await house.start('one')
    await expect(house.start('no')).rejects.toMatchObject({ code: 'run_in_progress' })
    const second = await house.start('two', 'enqueue')
    await house.operations.cancel(house.people.ada.context, { run: first.runId })
    expect(textOf(await house.collect(second.lines(signal)))).toBe('Second.')
    const third = await house.start('three')
    const fourth = await house.start('four', 'replace')
    expect(textOf(await house.collect(fourth.lines(signal)))).toBe('Fourth.')
    expect((await house.read(third.runId)).at(-1)?.event).toMatchObject({ outcome: { type: 'cancelled' } })
    const { items } = await house.messages()
    const said = items.map(item => item.parts.map(part => ('text' in part ? part.text : part.type)).join())
    expect(said).toEqual(['one', 'First', 'two', 'Second.', 'three', 'Third', 'four', 'Fourth.'])
  })
})

describe('a clock that jumps', () => {
  it('back and forth by days changes neither the order of messages and events nor how long things took', async () => {
    const days = [0, 3, -40, 1, -2]
    let tick = 0
    const now = () => Date.UTC(2026, 5, 1) + (days[tick++ % days.length] ?? 0) * 86_400_000
    house = await openHouse(scriptedModel([{ text: 'One.' }, { text: 'Two.' }, { text: 'Three.' }]), { now })
    for (const text of ['first', 'second', 'third']) {
      const lines = await house.say(text)
      expect(lines.map(line => line.seq)).toEqual(lines.map((_, index) => index + 1))
      expect(lines.at(-1)?.event).toMatchObject({ outcome: { type: 'success' } })
    }
    const said = (await house.messages()).items.map(item =>
      item.parts.map(part => 'text' in part && part.text).join(),
    )
    expect(said).toEqual(['first', 'One.', 'second', 'Two.', 'third', 'Three.'])
    for (const run of house.ended) expect(run.elapsedMs).toBeGreaterThan(0)
    for (const run of house.ended) expect(run.elapsedMs).toBeLessThan(60_000)
  })
})

describe('a deleted conversation', () => {
  it('takes its messages, runs and events with it, also when a run is live', async () => {
    house = await openHouse(scriptedModel([{ text: 'Gone soon.' }, { text: 'Never', hang: true }]))
    await house.say('hi')
    const { runId } = await house.start('and?')
    const { context } = house.people.ada
    await house.operations.deleteConversation(context, { conversation: house.conversationId })
    expect(await house.read(runId)).toEqual([])
    const left = await context.db.query<{ count: number }>(
      `select (select count(*) from loggia.messages where conversation_id = $1)
            + (select count(*) from loggia.run_events e where not exists (select 1 from loggia.runs r where r.id = e.run_id)) as count`,
      [house.conversationId],
    )
    expect(left).toEqual([{ count: 0 }])
  })
})

describe('two messages at once', () => {
  it('are decided by the database: one is answered, the other rejected, and only one is stored', async () => {
    house = await openHouse(scriptedModel(() => ({ text: 'Only one.' })))
    const both = await Promise.allSettled([house.start('a'), house.start('b')])
    expect(both.map(result => result.status).sort()).toEqual(['fulfilled', 'rejected'])
    const started = both.find(result => result.status === 'fulfilled')
    await house.collect(started?.value.lines(signal) ?? (async function* () {})())
    expect((await house.messages()).items).toHaveLength(2)
  })
})

describe('cancel', () => {
  it('reaches the provider, closes what is open and keeps what was said', async () => {
    const model = scriptedModel([{ text: 'I was about to', hang: true }])
    house = await openHouse(model)
    const { runId, lines } = await house.start('go')
    const reading = house.collect(lines(signal))
    await expect.poll(() => model.calls.length).toBe(1)
    const run = await house.operations.cancel(house.people.ada.context, { run: runId })
    expect(run.status).toBe('cancelled')
    expect(model.calls[0]?.abortSignal?.aborted).toBe(true)
    const events = eventsOf(await reading)
    expect(events.map(event => event.type).slice(-4)).toEqual([
      'TEXT_MESSAGE_END',
      'CUSTOM',
      'STEP_FINISHED',
      'RUN_FINISHED',
    ])
    expect((await house.messages()).items).toHaveLength(2)
    expect((await house.operations.cancel(house.people.ada.context, { run: runId })).status).toBe('cancelled')
  })
})

describe('a provider', () => {
  it.each([
    ['fails', { error: 'model_key_rejected' as const }, 'model_key_rejected'],
    ['breaks off in the middle', { text: 'Half an', error: 'model_cut' as const }, 'model_cut'],
    ['falls silent', { text: 'And then', hang: true }, 'model_silent'],
  ])('that %s ends the run with one error event that says what to do', async (_, step, code) => {
    house = await openHouse(scriptedModel([step]), { silenceMs: 200 })
    const lines = await house.say('go')
    expect(terminals(lines)).toEqual([expect.objectContaining({ type: 'RUN_ERROR', code })])
    expect(terminals(lines)[0]).toMatchObject({ metadata: { next: expect.stringMatching(/\w+\./) } })
    const [run] = (
      await house.operations.list(house.people.ada.context, { conversation: house.conversationId })
    ).items
    expect(run).toMatchObject({ status: 'failed', error: { code } })
    expect(await house.say('again').catch(error => error.message)).toBeTruthy()
  })

  it('that never stops talking is ended by the token budget', async () => {
    const small = { budget: { ...definition.parse({ name: 'T' }).budget, tokens: 500 } }
    const model = scriptedModel([{ text: Array.from({ length: 1_000 }, () => 'on and on and '), hang: true }])
    house = await openHouse(model, { definition: small })
    expect(terminals(await house.say('go'))).toEqual([expect.objectContaining({ code: 'budget_tokens' })])
    expect(model.calls[0]?.abortSignal?.aborted).toBe(true)
  })

  it('that hangs for ever is ended by the time budget', async () => {
    const short = { budget: { ...definition.parse({ name: 'T' }).budget, seconds: 1 } }
    house = await openHouse(scriptedModel([{ text: 'hm', hang: true }]), {
      definition: short,
      silenceMs: 60_000,
    })
    expect(terminals(await house.say('go'))).toEqual([expect.objectContaining({ code: 'budget_seconds' })])
  })
})

describe('a conversation longer than the window', () => {
  it('is summarised once, the summary is reused unchanged, and the stored conversation stays whole', async () => {
    const isSummary = (prompt: unknown) =>
      JSON.stringify(prompt).includes('Summarise the conversation so far')
    let summaries = 0
    const model = scriptedModel(call => {
      if (isSummary(call.prompt)) return { text: `Summary ${++summaries}.` }
      return { text: 'word '.repeat(120) }
    })
    house = await openHouse(model, { contextWindow: 2_500 })
    for (let turn = 1; turn <= 9; turn++) await house.say(`Question ${turn}: ${'why '.repeat(100)}`)
    const prompts = model.calls
      .filter(call => !isSummary(call.prompt))
      .map(call => JSON.stringify(call.prompt))
    const summarised = prompts.flatMap(prompt => /point:\\nSummary \d/.exec(prompt) ?? [])
    expect(summaries).toBeGreaterThan(1)
    expect(summarised.length).toBeGreaterThan(new Set(summarised).size)
    expect((await house.messages()).items).toHaveLength(18)
    for (const call of model.calls) expect(JSON.stringify(call.prompt).length / 4).toBeLessThan(2_500)
  })

  it('refuses a message that cannot fit at all', async () => {
    house = await openHouse(scriptedModel([]), { contextWindow: 2_000 })
    expect(terminals(await house.say('word '.repeat(3_000)))).toEqual([
      expect.objectContaining({ code: 'context_overflow' }),
    ])
  })
})
