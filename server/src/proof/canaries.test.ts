import { defineTool } from '@loggia/contract'
import type { Database } from '@loggia/core/platform'
import { asOwner } from '@loggia/core/platform/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type TableRow, table } from '../http/table.ts'
import { requestFor, type Shown } from './testing/ask.ts'
import { type Chance, chance } from './testing/chance.ts'
import { type Belongings, furnishPerson, furnishWorkspace, newCanary, plantAgent } from './testing/furnish.ts'
import { type House, openHouse } from './testing/house.ts'
import { fieldsOf, inputsOf } from './testing/inputs.ts'
import { inputSchema, invent } from './testing/invent.ts'
import { tablesHolding, walledTables } from './testing/store.ts'

const scale = Number(process.env.LOGGIA_PROOF_SCALE ?? '0.05')
const rounds = Math.max(200, Math.round(20_000 * scale))
const seed = Number(process.env.LOGGIA_PROOF_SEED ?? '20261122')
/** Requests under way at once. */
const atOnce = 4

/** Operations that are not played, and why. */
const left: Readonly<Record<string, string>> = {
  'models.connect': 'calls a vendor over the network',
  'account.signOut': 'ends the session that all the rest is asked with',
  'workspaces.leave': 'whoever asks has nothing left to ask about',
}
/** Tables that hold no text of people, and why no canary stands in them. */
const plain: Readonly<Record<string, string>> = {
  members: 'who is in a workspace, by id',
  runs: 'states and numbers; what was said stands in messages and run_events',
  audit_heads: 'a sequence and a hash',
  data_keys: 'keys, wrapped',
}

const note = defineTool({
  name: 'write_note',
  description: 'Writes a note for other people to see.',
  input: z.object({ text: z.string() }),
  effect: 'write',
  run: async () => 'written',
})
const script = (text: string) =>
  text.startsWith('act ')
    ? { text: 'I would write.', toolCalls: [{ name: 'write_note', input: { text } }] }
    : { text: `You said: ${text}` }

const isFailure = (line: string) => line.includes('A request failed')

const words = [
  'Hello',
  'canary',
  '%',
  "' or '1'='1",
  "'; drop table loggia.messages; --",
  '$1',
  '../../etc/passwd',
  '\u202etxt.exe',
  '{"$ne":null}',
  '<script>alert(1)</script>',
  'harvest barn',
  'x'.repeat(300),
]

describe.each(['pglite', 'postgres'] as const)('three people and a guest on %s', engine => {
  let house: House
  const canaries = { A: newCanary('a'), B: newCanary('b') }
  const own = { ada: newCanary('ada'), cleo: newCanary('cleo'), ben: newCanary('ben') }
  const sealed = { A: newCanary('sealeda'), B: newCanary('sealedb') }
  const never = Object.values(sealed)
  /** Who may never see what. Owners of A may see what its members do; nobody ever sees a secret's value. */
  const forbidden: Record<string, string[]> = {
    ada: [canaries.B, own.ben, ...never],
    cleo: [canaries.B, own.ben, own.ada, ...never],
    ben: [canaries.A, own.ada, own.cleo, ...never],
    guest: [...Object.values(canaries), ...Object.values(own), ...never],
  }
  const mayKnow: Record<string, string[]> = {
    ada: [canaries.A, own.ada],
    cleo: [canaries.A, own.cleo],
    ben: [canaries.B, own.ben],
  }
  const belongings: Record<string, Belongings> = { guest: {} }
  const logged: string[] = []
  const write = process.stderr.write
  const homes = { ada: 'A', cleo: 'A', ben: 'B' } as const

  beforeAll(async () => {
    process.stderr.write = ((chunk: string | Uint8Array) => logged.push(String(chunk)) > 0) as typeof write
    const residents = [{ name: 'ada' }, { name: 'ben' }, { name: 'cleo', role: 'builder' }] as const
    const plant = async (database: Database, person: House['person']) => {
      const withCanary = (name: keyof typeof own) => ({ person: person(name), canary: own[name] })
      const [a, b] = [person('ada').workspaceId, person('ben').workspaceId]
      await plantAgent(database, a, 'agt_A', canaries.A, [withCanary('ada'), withCanary('cleo')])
      await plantAgent(database, b, 'agt_B', canaries.B, [withCanary('ben')])
    }
    // At an address of its own it is no developer's machine, where the log stands in for the post.
    const flags = { logLevel: 'debug' as const, publicUrl: 'http://house.example' }
    house = await openHouse(engine, residents, plant, { tools: [note], script, flags })
    const { person } = house
    const documents = {
      A: await furnishWorkspace(house, person('ada'), 'agt_A', canaries.A, sealed.A),
      B: await furnishWorkspace(house, person('ben'), 'agt_B', canaries.B, sealed.B),
    }
    for (const name of ['ada', 'cleo', 'ben'] as const) {
      const home = homes[name]
      const { workspaceId } = person(home === 'A' ? 'ada' : 'ben')
      belongings[name] = {
        ...(await furnishPerson(house, person(name), workspaceId, `agt_${home}`, own[name])),
        agent: [`agt_${home}`, canaries[home]],
        document: [documents[home].document],
        memory: [`mem_${name}`, `mem_${canaries[home]}`],
      }
    }
  })
  afterAll(async () => {
    process.stderr.write = write
    await house?.close()
  })

  /** A request of this person: to what is theirs, to what is not, and to what never was. */
  function invented(row: TableRow, who: string, { below, happens, pick }: Chance) {
    const pools = Object.values(belongings)
    const mine = belongings[who] ?? {}
    // What is one's own is not taken away, so that the canaries stay where they are.
    const isTaking = row.method === 'DELETE'
    const idOf = (field: string): unknown => {
      if (!pools.some(pool => field in pool)) return fieldsOf[field]
      const others = pools.filter(pool => pool !== mine && pool[field]?.[0] !== mine[field]?.[0])
      const having = others.filter(other => field in other)
      const pool =
        !isTaking && happens(0.5) ? mine : pick(having.length > 0 && happens(0.9) ? having : others)
      return pool[field] ? pick(pool[field]) : `nothing-${below(1_000)}`
    }
    const special = inputsOf[row.name]?.(String(idOf('agent')))
    if (special) return special
    return invent(inputSchema(row.contract['~orpc'].inputSchema), {
      named: field => (happens(0.9) ? idOf(field) : undefined),
      text: () => pick(words),
      below,
      optional: () => happens(0.3),
    })
  }

  const headersOf = (who: string, { happens, pick }: Chance): Record<string, string> => {
    if (who === 'guest') return {}
    const wanted = happens(0.7) ? (who === 'ben' ? 'ben' : 'ada') : pick(['ada', 'ben', 'cleo'])
    return { cookie: house.person(who).cookie, 'loggia-workspace': house.person(wanted).workspaceId }
  }

  /** What went wrong with the answer to this request, as sentences; what was rightly seen is noted. */
  async function wrongsOf(
    who: string,
    row: TableRow,
    input: Record<string, unknown>,
    headers: Shown,
    told: string,
  ) {
    const { path, init } = requestFor(row, input, headers)
    const response = await house.server.stranger(path, init)
    const heard = `${JSON.stringify([...response.headers])}${await response.text()}`.toLowerCase()
    for (const canary of mayKnow[who] ?? []) if (heard.includes(canary)) seen.get(who)?.add(canary)
    if (response.ok) seen.get('ok')?.add(row.name)
    if (response.ok && who !== 'guest') answered++
    // A handle is a canary as well: who names it may hear it again.
    const named = `${JSON.stringify(input)}${path}`.toLowerCase()
    const wrong = (forbidden[who] ?? [])
      .filter(canary => heard.includes(canary) && !named.includes(canary))
      .map(canary => `${canary} crossed to ${who}`)
    if (heard.includes('"code":"internal"'))
      wrong.push(`status ${response.status}, ${logged.findLast(isFailure)}`)
    return wrong.map(what => `${told}, ${row.name} ${path}: ${what}: ${heard.slice(0, 300)}`)
  }

  async function play(from: Chance, number: number): Promise<string[]> {
    const who = from.pick(['ada', 'cleo', 'ben', 'guest'])
    const row = from.pick(from.happens(0.5) ? telling : played)
    const accept = from.pick(['application/json', 'text/event-stream'])
    const input = invented(row, who, from)
    const headers = { ...headersOf(who, from), accept }
    return wrongsOf(who, row, input, headers, `#${number} of seed ${seed}`)
  }

  /** Each question about each thing of each other person, by everybody. */
  async function sweep(who: string, whose: string): Promise<string[]> {
    const theirs = belongings[whose] ?? {}
    const wrong: string[] = []
    for (const row of telling) {
      const most = Math.max(1, ...Object.values(theirs).map(ids => ids.length))
      for (let index = 0; index < most; index++) {
        const input = invent(inputSchema(row.contract['~orpc'].inputSchema), {
          named: field => theirs[field]?.[index % theirs[field].length] ?? fieldsOf[field],
          text: () => 'canary',
          below: () => 0,
          optional: field => field in theirs,
        })
        for (const home of who === 'guest' ? [undefined] : ['ada', 'ben']) {
          const headers: Shown = home
            ? { cookie: house.person(who).cookie, 'loggia-workspace': house.person(home).workspaceId }
            : {}
          wrong.push(...(await wrongsOf(who, row, input, headers, `${who} about ${whose}`)))
        }
      }
    }
    return wrong
  }
  const played = table.filter(row => !(row.name in left))
  /** What tells most, and so is asked more often. */
  const telling = played.filter(row => row.method === 'GET' && row.access !== 'public')

  let answered = 0
  const seen = new Map(['ada', 'cleo', 'ben', 'ok'].map(name => [name, new Set<string>()]))

  test('nobody is told of what belongs to another, whoever asks for it by name', async () => {
    for (const who of ['ada', 'cleo', 'ben', 'guest'])
      for (const whose of ['ada', 'cleo', 'ben']) expect(await sweep(who, whose)).toEqual([])
    // It looked where the canaries are: whoever holds one was told it.
    for (const name of ['ada', 'cleo', 'ben']) expect(seen.get(name)?.size, name).toBe(mayKnow[name]?.length)
  })

  test('no canary crosses, whatever is asked in whatever order', { timeout: 3_600_000 }, async () => {
    const from = chance(seed)
    const wrong: string[] = []
    let number = 0
    answered = 0
    const player = async () => {
      while (number < rounds) wrong.push(...(await play(from, number++)))
    }
    await Promise.all(Array.from({ length: atOnce }, player))
    expect(wrong).toEqual([])
    // Much of it went well to the end, so this is no proof of refusals alone.
    expect(answered).toBeGreaterThan(rounds / 5)
    expect(seen.get('ok')?.size).toBeGreaterThan(played.length / 3)
  })

  test('nor does one stand in the log or in the metrics', async () => {
    const all = [...Object.values(canaries), ...Object.values(own), ...never]
    const metrics = await (await house.server.ask('/metrics')).text()
    expect(metrics).toContain('loggia_http_requests_total')
    expect(logged.length).toBeGreaterThan(rounds / 2)
    for (const text of [metrics, logged.join('').toLowerCase()])
      expect(all.filter(canary => text.includes(canary))).toEqual([])
  })

  // Only there is an owner who can look behind the walls from outside.
  if (engine === 'postgres')
    test('and the canaries stand in every table all the while', async () => {
      const { ownerUrl = '' } = house
      await asOwner(ownerUrl, async owner => {
        const asked = {
          query: async <R>(text: string, values: readonly unknown[] = []) =>
            (await owner.query(text, [...values])).rows as R[],
        }
        const walled = await walledTables(asked)
        const holding = await tablesHolding(asked, walled, 'canary')
        expect(walled.filter(name => !holding.includes(name) && !(name in plain))).toEqual([])
      })
    })
})
