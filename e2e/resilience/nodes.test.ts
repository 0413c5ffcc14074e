import { startVendor, type Vendor } from '@loggia/contract/testing'
import { emptyPostgres } from '@loggia/core/platform/testing'
import { type Client, createClient } from '@loggia/sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { processes } from '../../scripts/memory/process-tree.mjs'
import { loggia, makeFolder, type Started, start, startServer } from '../command-line/loggia.ts'

/** A reply of so many words, 40 a second. */
const reply = (count: number) => ({
  text: Array.from({ length: count }, (_, index) => `word${index} `),
  pace: { firstAfterMs: 20, everyMs: 25 },
})
const folder = makeFolder('nodes')
let vendor: Vendor
let postgres: Awaited<ReturnType<typeof emptyPostgres>>
let env: Record<string, string>
let house: Started & { url: string }
let key = ''
let client: Client
let agent = ''

beforeAll(async () => {
  vendor = await startVendor({ replies: [reply(200)] })
  postgres = await emptyPostgres()
  env = {
    DATABASE_URL: postgres.url,
    OPENAI_COMPATIBLE_BASE_URL: vendor.baseUrls.compatible,
    OPENAI_COMPATIBLE_API_KEY: 'sk-any',
  }
  const started = start(['start', '--nodes', '2', '--port', '0', '--data', folder.path], { env })
  const [, url = ''] = await started.until(/answers at (http:\/\/\S+)/)
  house = { ...started, url }
  // The file in the data directory lets commands in through the balancer, whichever node answers.
  key = (await loggia(['key', 'create', '--name', 'nodes', '--data', folder.path])).stdout.trim()
  client = createClient({ baseUrl: url, key })
  const definition = { name: 'Slow', model: { provider: 'openai-compatible', model: 'play-large' } }
  agent = (await client.agents.create({ definition })).id
})
afterAll(async () => {
  await house?.end()
  await vendor?.close()
  await postgres?.drop()
  folder.remove()
})

/** The processes of the nodes. */
const nodes = () => processes().filter(one => one.parent === house.child.pid)

const send = async (to: Client, text: string) => {
  const conversation = (await to.conversations.create({ agent })).id
  const reader = to.messages.send({ conversation, text })
  return { conversation, reader, run: await reader.runId }
}

/** Reads a run to its end as a plain client would, resuming by the last id whenever the stream ends before. */
async function readAll(url: string, run: string): Promise<{ ids: string[]; types: string[]; cuts: number }> {
  const ids: string[] = []
  const types: string[] = []
  for (let cuts = 0; ; cuts++) {
    const last = ids.at(-1)
    const headers = { authorization: `Bearer ${key}`, accept: 'text/event-stream' }
    let text = ''
    try {
      const response = await fetch(`${url}/api/runs/${run}/events`, {
        headers: { ...headers, ...(last && { 'last-event-id': last }) },
      })
      for await (const piece of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()))
        text += piece
    } catch {
      // The node that this reader was on has gone.
    }
    for (const [, id = '', data = ''] of text.matchAll(/^id: (\S+)\ndata: (.*)\n\n/gm)) {
      ids.push(id)
      types.push((JSON.parse(data) as { type: string }).type)
    }
    if (/^RUN_(FINISHED|ERROR)$/.test(types.at(-1) ?? '')) return { ids, types, cuts }
    if (cuts > 200) throw new Error(`The run never ended: ${text}`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

const sequence = (ids: readonly string[]) => ids.map(id => Number(id.split(':')[2]))

test('"--nodes" without a Postgres is refused, with what to do', async () => {
  const { status, stderr } = await loggia(['start', '--nodes', '2', '--data', folder.path])
  expect(stderr).toContain('Several nodes need a Postgres')
  expect(stderr).toContain('Set DATABASE_URL')
  expect(status).toBe(78)
})

test('what keeps a node from starting is told as if there were one, and nothing is left running', async () => {
  const unreachable = { DATABASE_URL: 'postgres://loggia:any@127.0.0.1:1/loggia' }
  const { status, stderr } = await loggia(['start', '--nodes', '2', '--port', '0', '--data', folder.path], {
    env: unreachable,
  })
  expect(stderr).toContain('The database cannot be reached')
  expect(status).toBe(69)
})

test('a run started on one node is watched on a second and cancelled from a third', async () => {
  const keyFile = { LOGGIA_SECRET_KEY: 'k'.repeat(40), ...env }
  const own = await emptyPostgres()
  const each = ['a', 'b', 'c'].map(name =>
    startServer(`${folder.path}/${name}`, { env: { ...keyFile, DATABASE_URL: own.url } }),
  )
  // All three start at once on an empty database: it is migrated once, and has one home.
  const [a, b, c] = await Promise.all(each)
  if (!a || !b || !c) throw new Error('There are three.')
  const made = await loggia(['key', 'create', '--name', 'three', '--data', `${folder.path}/a`])
  const on = (url: string) => createClient({ baseUrl: url, key: made.stdout.trim() })
  const definition = { name: 'Slow', model: { provider: 'openai-compatible', model: 'play-large' } }
  const { id } = await on(a.url).agents.create({ definition })
  const conversation = (await on(a.url).conversations.create({ agent: id })).id
  const reader = on(a.url).messages.send({ conversation, text: 'go' })
  const run = await reader.runId
  const watched: string[] = []
  for await (const event of on(b.url).runs.events({ run })) {
    watched.push(event.type)
    if (watched.length === 20) expect((await on(c.url).runs.cancel({ run })).status).toBe('cancelled')
    if (event.type === 'RUN_FINISHED') expect(event.outcome).toMatchObject({ type: 'cancelled' })
  }
  expect(watched.at(-1)).toBe('RUN_FINISHED')
  expect(watched.length).toBeLessThan(200)
  expect((await reader.result()).run.status).toBe('cancelled')
  expect(vendor.open).toBe(0)
  await Promise.all([a, b, c].map(node => node.end()))
  await own.drop()
})

test('a rolling restart under readers loses and doubles no event, and every process is another one after it', async () => {
  const before = nodes().map(({ pid }) => pid)
  expect(before).toHaveLength(2)
  // Longer than a node waits for its live answers: the first to go ends its run, its other readers go elsewhere.
  vendor.answer([reply(600)])
  const conversation = async () => (await client.conversations.create({ agent })).id
  const [one, two] = [await conversation(), await conversation()]
  // Requests take turns: each node has one run, and readers of both.
  const runs: string[] = []
  for (const id of [one, two]) runs.push(await client.messages.send({ conversation: id, text: 'all' }).runId)
  const readers = runs.flatMap(run => Array.from({ length: 4 }, () => readAll(house.url, run)))
  house.child.kill('SIGUSR2')
  const read = await Promise.all(readers)
  for (const [index, { ids, types }] of read.entries()) {
    expect(sequence(ids)).toEqual(ids.map((_, place) => place + 1))
    expect(ids).toEqual(read[index < 4 ? 0 : 4]?.ids)
    expect(types.filter(type => /^RUN_(FINISHED|ERROR)$/.test(type))).toHaveLength(1)
  }
  expect(read.some(({ cuts }) => cuts > 0)).toBe(true)
  const ends = await Promise.all(runs.map(async run => (await client.runs.get({ run })).status))
  expect(ends.sort()).toEqual(['failed', 'finished'])
  await house.until(/All nodes are new/)
  const after = nodes().map(({ pid }) => pid)
  expect(after).toHaveLength(2)
  expect(after.filter(pid => before.includes(pid))).toEqual([])
})

test('when a node is killed, requests go to the others, its run ends, and another node takes its place', async () => {
  vendor.answer([reply(200)])
  const sent = await Promise.all([
    send(client, 'one'),
    send(client, 'two'),
    send(client, 'three'),
    send(client, 'four'),
  ])
  const results = sent.map(({ reader }) => reader.result().catch((error: unknown) => error))
  const [victim] = nodes()
  if (!victim) throw new Error('There is a node.')
  process.kill(victim.pid, 'SIGKILL')
  // Not one request fails that began after its death.
  for (let count = 0; count < 40; count++) {
    expect((await client.instance.about({})).name).toBe('Loggia')
  }
  const ends = await Promise.all(sent.map(({ run }) => readAll(house.url, run)))
  for (const { ids } of ends) expect(sequence(ids)).toEqual(ids.map((_, index) => index + 1))
  await Promise.all(results)
  await expect.poll(() => nodes().length, { timeout: 30_000 }).toBe(2)
  expect(nodes().map(({ pid }) => pid)).not.toContain(victim.pid)
})

test('SIGTERM stops the nodes in order, with status 0, and nothing is left of them', async () => {
  const pids = nodes().map(({ pid }) => pid)
  const { reader } = await send(client, 'a last word')
  const status = house.end()
  let last = ''
  for await (const event of reader) last = event.type
  expect(last).toBe('RUN_FINISHED')
  expect(await status).toBe(0)
  expect(processes().filter(({ pid }) => pids.includes(pid))).toEqual([])
})

test('nodes whose first process is killed stop by themselves: nobody answers in its name', async () => {
  const folder = makeFolder('orphans')
  const first = start(['start', '--nodes', '2', '--port', '0', '--data', folder.path], { env })
  await first.until(/2 nodes answer there/)
  const pids = processes().filter(one => one.parent === first.child.pid)
  expect(pids).toHaveLength(2)
  await first.end('SIGKILL')
  const left = () =>
    processes().filter(({ pid, started }) => pids.some(one => one.pid === pid && one.started === started))
  await expect.poll(left, { timeout: 30_000 }).toEqual([])
  folder.remove()
})
