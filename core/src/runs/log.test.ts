import { EventType, parseCursor } from '@loggia/contract'
import { scriptedModel } from '@loggia/contract/testing'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { type LogLine, RunWriter } from './log/index.ts'
import { openRecovery } from './nodes/index.ts'
import { beginRun } from './store.ts'
import { closeWorlds, openHouse, type TestHouse } from './testing.ts'

let house: TestHouse
afterEach(() => house.close())
afterAll(closeWorlds)
const signal = new AbortController().signal
const words = Array.from({ length: 20 }, (_, index) => `word${index} `)
const keys = (lines: readonly LogLine[]) => lines.map(line => `${line.seq} ${line.json}`)

describe('a reader', () => {
  it('that is cut after any event and resumes there loses, doubles and reorders nothing', async () => {
    house = await openHouse(scriptedModel([{ text: words }]))
    const whole = await house.say('go')
    for (const line of whole) {
      const cursor = parseCursor(line.id)
      const rest = await house.read(cursor?.runId ?? '', cursor)
      expect(keys([...whole.slice(0, line.seq), ...rest])).toEqual(keys(whole))
    }
  })

  it('that joins a live run late gets all of it once', async () => {
    house = await openHouse(scriptedModel([{ text: words, hang: true }]))
    const { runId, lines } = await house.start('go')
    const first = house.collect(lines(signal))
    await new Promise(resolve => setTimeout(resolve, 60))
    const second = house.read(runId)
    await new Promise(resolve => setTimeout(resolve, 60))
    await house.runs.cancel(house.people.ada.context.db, runId)
    expect(keys(await second)).toEqual(keys(await first))
  })

  it('that brings a cursor of another run is refused', async () => {
    house = await openHouse(scriptedModel([{ text: 'Hi.' }]))
    const [line] = await house.say('go')
    const foreign = { runId: 'run_other', epoch: 1, seq: 1 }
    await expect(house.read(line?.id.split(':')[0] ?? '', foreign)).rejects.toMatchObject({
      code: 'cursor_unknown',
    })
  })

  it('that is slower than the model by a megabyte goes on from the table', async () => {
    const big = Array.from({ length: 60 }, (_, index) => `${index}`.repeat(20_000))
    house = await openHouse(scriptedModel([{ text: big }]))
    const { lines } = await house.start('go')
    const got: LogLine[] = []
    for await (const batch of lines(signal)) {
      if (got.length === 0) await new Promise(resolve => setTimeout(resolve, 700))
      got.push(...batch)
    }
    expect(got.map(line => line.seq)).toEqual(got.map((_, index) => index + 1))
    expect(got.at(-1)?.event).toMatchObject({ type: 'RUN_FINISHED' })
  })
})

describe('a node that died', () => {
  const crash = async (events: number) => {
    house = await openHouse(scriptedModel([]))
    const { ada } = house.people
    const runId = house.ports.newId('run')
    const begin = beginRun(
      {
        workspaceId: ada.workspaceId,
        runId,
        conversationId: house.conversationId,
        agentId: house.agent.id,
        userId: ada.userId,
        messageId: house.ports.newId('message'),
        parentRunId: undefined,
        status: 'running',
        nodeId: 'dead-node',
        spent: { steps: 0, tokens: 0, costUsd: 0, elapsedMs: 0 },
      },
      { id: house.ports.newId('message'), parts: [{ type: 'text', text: 'hi' }], content: 'hi', title: 'hi' },
    )
    await ada.context.db.query(begin.text, begin.values)
    const writer = new RunWriter(
      { workspaceId: ada.workspaceId, runId },
      1,
      0,
      () => 0,
      () => {},
    )
    writer.open()
    writer.emit({ type: EventType.RUN_STARTED, threadId: house.conversationId, runId })
    writer.emit({ type: EventType.STEP_STARTED, stepName: 'step-1' })
    writer.emit({ type: EventType.TEXT_MESSAGE_START, messageId: 'm', role: 'assistant' })
    for (const delta of ['Half ', 'an ', 'answer'])
      writer.emit({ type: EventType.TEXT_MESSAGE_CONTENT, messageId: 'm', delta })
    const stored = writer.take().slice(0, events)
    const values = [
      [ada.workspaceId],
      [runId],
      [1],
      [1],
      [stored.length],
      [stored.map(line => line.json).join('\n')],
    ]
    if (events > 0)
      await house.people.database.instance.query('select loggia.append_run_events($1,$2,$3,$4,$5,$6)', values)
    return { runId, recovery: await openRecovery(house.ports, () => false) }
  }

  it('leaves runs that are ended under the next epoch: closed, with one terminal event and what was said', async () => {
    const { runId, recovery } = await crash(5)
    await recovery.recover()
    const lines = await house.read(runId)
    expect(lines.map(line => line.event.type).slice(5)).toEqual([
      'TEXT_MESSAGE_END',
      'STEP_FINISHED',
      'RUN_ERROR',
    ])
    expect(lines.at(-1)).toMatchObject({ seq: 8, epoch: 2, event: { code: 'run_crashed' } })
    expect((await house.messages()).items.map(item => item.parts)).toEqual([
      [{ type: 'text', text: 'hi' }],
      [{ type: 'text', text: 'Half an ' }],
    ])
    await recovery.recover()
    expect(await house.read(runId)).toHaveLength(8)
    await recovery.stop()
  })

  it('before its first event leaves a run that still starts and ends', async () => {
    const { runId, recovery } = await crash(0)
    await recovery.recover()
    expect((await house.read(runId)).map(line => line.event.type)).toEqual(['RUN_STARTED', 'RUN_ERROR'])
    await recovery.stop()
  })

  it('makes readers who saw more than was stored read anew', async () => {
    const { runId, recovery } = await crash(4)
    await recovery.recover()
    const lines = await house.read(runId, { runId, epoch: 1, seq: 6 })
    expect(lines[0]?.event).toMatchObject({ name: 'log.reset' })
    expect(lines.slice(1).map(line => line.seq)).toEqual([1, 2, 3, 4, 5, 6, 7])
    const held = await house.read(runId, { runId, epoch: 1, seq: 4 })
    expect(held.map(line => line.seq)).toEqual([5, 6, 7])
    await recovery.stop()
  })
})

describe('the group commit', () => {
  it('stores runs of two workspaces in one insert, which neither workspace can do itself', async () => {
    house = await openHouse(scriptedModel([{ text: 'Hi.' }]))
    await house.say('go')
    const { ben } = house.people
    expect(await ben.context.db.query('select * from loggia.run_events')).toEqual([])
    const forged = ben.context.db.query(
      `insert into loggia.run_events (workspace_id, run_id, epoch, first_seq, last_seq, events) values ($1, 'r', 1, 1, 1, '{}')`,
      [house.people.ada.workspaceId],
    )
    await expect(forged).rejects.toThrow()
    const unbound = house.people.database.instance.query('select * from loggia.run_events')
    expect(await unbound).toEqual([])
  })
})
