import {
  type CustomEventName,
  customEvents,
  type Definition,
  defineTool,
  EventType,
  type Tool,
} from '@loggia/contract'
import { runEventSchema, type ScriptedStep, scriptedModel } from '@loggia/contract/testing'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { LogLine } from './log/index.ts'
import { openRuns } from './open-runs.ts'
import { runOperations } from './operations.ts'
import { closeWorlds, type HouseOptions, openHouse, type TestHouse } from './testing.ts'

let house: TestHouse
afterEach(() => house.close())
afterAll(closeWorlds)

const pause = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds))
const slow = defineTool({
  name: 'wait',
  description: 'Waits.',
  input: z.object({ milliseconds: z.number() }),
  run: async ({ milliseconds }, { progress }) => {
    progress({ fraction: 0.5 })
    await pause(milliseconds)
    return `waited ${milliseconds}`
  },
})
const sent: string[] = []
const send = defineTool({
  name: 'send_mail',
  description: 'Sends mail.',
  effect: 'send',
  input: z.object({ to: z.string() }),
  run: ({ to }) => {
    sent.push(to)
    return `sent to ${to}`
  },
})
const call = (name: string, input: unknown, id?: string) => ({ name, input, ...(id && { id }) })
const results = (lines: readonly LogLine[]) =>
  lines.flatMap(({ event }) => (event.type === EventType.TOOL_CALL_RESULT ? [event.content as string] : []))
const custom = (lines: readonly LogLine[], name: string) =>
  lines.flatMap(({ event }) => (event.type === EventType.CUSTOM && event.name === name ? [event.value] : []))
const open = async (steps: readonly ScriptedStep[], tools: readonly Tool[], options: HouseOptions = {}) => {
  const model = scriptedModel(steps)
  house = await openHouse(model, { tools, ...options })
  return model
}

describe('tool calls', () => {
  it('of one step run at once and are reported in the order they were asked for', async () => {
    const calls = [
      call('wait', { milliseconds: 120 }),
      call('wait', { milliseconds: 10 }),
      call('wait', { milliseconds: 60 }),
    ]
    const model = await open([{ toolCalls: calls }, { text: 'Done.' }], [slow as Tool])
    const lines = await house.say('wait')
    expect(results(lines)).toEqual(['waited 120', 'waited 10', 'waited 60'])
    expect(custom(lines, 'tool.progress')).toHaveLength(3)
    expect(JSON.stringify(model.calls[1]?.prompt)).toContain('waited 10')
    for (const { event } of lines) expect(runEventSchema.safeParse(event).error).toBeUndefined()
    for (const { event } of lines) {
      if (event.type !== EventType.CUSTOM || !(event.name in customEvents)) continue
      expect(customEvents[event.name as CustomEventName].safeParse(event.value).error).toBeUndefined()
    }
    const steps = lines.flatMap(({ event }) =>
      event.type === EventType.STEP_STARTED ? [event.stepName] : [],
    )
    expect(steps).toEqual(['step-1', 'step-2'])
  })

  it('with a name that is only almost right, or wrong arguments, are errors that the model reads', async () => {
    const calls = [call('Wait', { milliseconds: 1 }), call('wait', { milliseconds: 'long' })]
    const model = await open([{ toolCalls: calls }, { text: 'Sorry.' }], [slow as Tool])
    const [unknown, invalid] = results(await house.say('wait'))
    expect(unknown).toMatch(/tool_unknown.*"Wait".*wait/)
    expect(invalid).toMatch(/tool_input_invalid.*milliseconds/)
    expect(model.calls).toHaveLength(2)
  })

  it('that are under way are all given up by a cancel, and no promise is left behind', async () => {
    const hang = defineTool({
      name: 'hang',
      description: '',
      input: z.object({}),
      run: () => new Promise(() => {}),
    }) as Tool
    await open([{ toolCalls: [call('hang', {}), call('hang', {}), call('hang', {})] }], [hang])
    const { runId, lines } = await house.start('hang')
    const reading = house.collect(lines(new AbortController().signal))
    await pause(100)
    await house.runs.cancel(house.people.ada.context.db, runId)
    expect((await reading).at(-1)?.event).toMatchObject({ outcome: { type: 'cancelled' } })
  })

  it('that throw, hang or return too much do not end the run', async () => {
    const bad = [
      defineTool({
        name: 'throws',
        description: '',
        input: z.object({}),
        run: () => Promise.reject(new Error('no luck')),
      }),
      defineTool({
        name: 'hangs',
        description: '',
        input: z.object({}),
        timeoutSeconds: 0.1,
        run: () => new Promise(() => {}),
      }),
      defineTool({ name: 'floods', description: '', input: z.object({}), run: () => 'x'.repeat(1_000_000) }),
    ] as Tool[]
    await open([{ toolCalls: bad.map(tool => call(tool.name, {})) }, { text: 'Still here.' }], bad)
    const lines = await house.say('go')
    const [thrown, hung, flood] = results(lines)
    expect(thrown).toContain('no luck')
    expect(hung).toContain('tool_timeout')
    expect(flood?.length).toBeLessThan(33_000)
    expect(flood).toContain('968000 more characters')
    expect(lines.at(-1)?.event).toMatchObject({ outcome: { type: 'success' } })
  })

  it('stop at the step budget with its reason', async () => {
    const loop = { toolCalls: [call('wait', { milliseconds: 1 })] }
    const budget = { steps: 3, tokens: 100_000, costUsd: 1, seconds: 60 }
    await open([loop, loop, loop, loop], [slow as Tool], { definition: { budget } as Partial<Definition> })
    expect((await house.say('go')).at(-1)?.event).toMatchObject({ type: 'RUN_ERROR', code: 'budget_steps' })
  })

  it('stop at the cost and the token budget', async () => {
    const loop = { toolCalls: [call('wait', { milliseconds: 1 })], usage: { input: 100, output: 100 } }
    const budget = { steps: 30, tokens: 100_000, costUsd: 0.25, seconds: 60 }
    await open([loop, loop, loop, loop], [slow as Tool], { definition: { budget }, price: 0.1 })
    expect((await house.say('go')).at(-1)?.event).toMatchObject({ code: 'budget_cost' })
    await house.close()
    await open([loop, loop, loop, loop], [slow as Tool], {
      definition: { budget: { ...budget, tokens: 500 } },
    })
    expect((await house.say('go')).at(-1)?.event).toMatchObject({ code: 'budget_tokens' })
  })

  it('that the policy denies are refused, said in an event and never offered', async () => {
    const model = await open(
      [{ toolCalls: [call('send_mail', { to: 'x' })] }, { text: 'I may not.' }],
      [send as Tool],
      {
        definition: { tools: { send_mail: 'deny' } },
      },
    )
    sent.length = 0
    const lines = await house.say('send')
    expect(custom(lines, 'policy.denied')).toEqual([expect.objectContaining({ toolName: 'send_mail' })])
    expect(results(lines)[0]).toContain('tool_denied')
    expect(model.calls[0]?.tools).toBeUndefined()
    expect(sent).toEqual([])
  })
})

describe('an approval', () => {
  const asking = [
    {
      text: 'Shall I?',
      toolCalls: [call('send_mail', { to: 'ben' }, 'c1'), call('wait', { milliseconds: 1 }, 'c2')],
    },
  ]

  it('ends the run with an interrupt that shows the exact call, and a yes goes on in a new run', async () => {
    const model = await open([...asking, { text: 'Sent.' }], [send, slow] as Tool[])
    sent.length = 0
    const lines = await house.say('mail ben')
    expect(results(lines)).toEqual(['waited 1'])
    const { ada } = house.people
    const [approval] = (await house.operations.approvals(ada.context, { status: 'open' })).items
    expect(lines.at(-1)?.event).toMatchObject({
      outcome: {
        type: 'interrupt',
        interrupts: [{ id: approval?.id, toolCallId: 'c1', metadata: { input: { to: 'ben' } } }],
      },
    })
    await expect(house.start('hello?')).rejects.toMatchObject({ code: 'approval_pending' })
    expect(sent).toEqual([])
    const answered = await house.operations.answer(ada.context, {
      approval: approval?.id ?? '',
      decision: 'approve',
    })
    const after = await house.read(answered.run?.id ?? '')
    expect(sent).toEqual(['ben'])
    expect(results(after)).toEqual(['sent to ben'])
    expect(after[0]?.event).toMatchObject({ parentRunId: lines[0]?.id.split(':')[0] })
    expect(after.at(-1)?.event).toMatchObject({ outcome: { type: 'success' } })
    const prompt = JSON.stringify(model.calls[1]?.prompt)
    expect(prompt.indexOf('sent to ben')).toBeLessThan(prompt.indexOf('waited 1'))
    const again = house.operations.answer(ada.context, { approval: approval?.id ?? '', decision: 'deny' })
    await expect(again).rejects.toMatchObject({ code: 'approval_answered' })
  })

  it('that is denied tells the model why and does nothing', async () => {
    const model = await open([...asking, { text: 'As you wish.' }], [send, slow] as Tool[])
    sent.length = 0
    await house.say('mail ben')
    const { context } = house.people.ada
    const [approval] = (await house.operations.approvals(context, { status: 'open' })).items
    const { run } = await house.operations.answer(context, {
      approval: approval?.id ?? '',
      decision: 'deny',
      note: 'not today',
    })
    await house.read(run?.id ?? '')
    expect(sent).toEqual([])
    expect(JSON.stringify(model.calls[1]?.prompt)).toContain('not today')
  })

  it('waits through a restart, and budgets count over the chain', async () => {
    const budget = { steps: 2, tokens: 100_000, costUsd: 1, seconds: 60 }
    const again = { toolCalls: [call('wait', { milliseconds: 1 })] }
    await open([...asking, again, again], [send, slow] as Tool[], { definition: { budget } })
    await house.say('mail ben')
    await house.runs.stop()
    const runs = await openRuns({ ...house.ports, nodeId: 'node-2' })
    const operations = runOperations(runs)
    const { context } = house.people.ada
    const [approval] = (await operations.approvals(context, { status: 'open' })).items
    const { run } = await operations.answer(context, { approval: approval?.id ?? '', decision: 'approve' })
    const lines = await house.collect(runs.read(context.db, run?.id ?? '', undefined, context.signal))
    expect(lines.at(-1)?.event).toMatchObject({ type: 'RUN_ERROR', code: 'budget_steps' })
    await runs.stop()
  })

  it('of another person is not found', async () => {
    await open(asking, [send, slow] as Tool[])
    await house.say('mail ben')
    const [approval] = (await house.operations.approvals(house.people.ada.context, { status: 'open' })).items
    const answer = house.operations.answer(house.people.ben.context, {
      approval: approval?.id ?? '',
      decision: 'approve',
    })
    await expect(answer).rejects.toMatchObject({ code: 'not_found' })
  })
})
