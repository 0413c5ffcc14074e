import { operations, scopes } from '@loggia/contract'
import { hashApiKey, makeApiKey } from '@loggia/core/identity'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TableRow, table } from '../http/table.ts'
import { type Asked, type Character, characters, holders, type Outcome, outcomeOf } from './matrix.ts'
import { requestFor, type Shown } from './testing/ask.ts'
import { type House, openHouse, type Person } from './testing/house.ts'
import { fieldsOf, inputsOf } from './testing/inputs.ts'
import { inputSchema, invent } from './testing/invent.ts'
import { expiredKeyRows, inside, joinRows, leaveRows, signInRows } from './testing/store.ts'

/** Fields that name what belongs to a workspace, and whether it belongs to one agent. */
const nouns: Readonly<Record<string, { ofAgent: boolean }>> = {
  agent: { ofAgent: true },
  conversation: { ofAgent: true },
  run: { ofAgent: true },
  file: { ofAgent: true },
  document: { ofAgent: true },
  memory: { ofAgent: true },
  key: { ofAgent: false },
  member: { ofAgent: false },
  model: { ofAgent: true },
}
/** Operations where a field of that name means something else. */
const otherMeaning: Readonly<Record<string, string>> = { 'models.connect': 'key' }

/** Operations that end the session which asks: asked without it, for it is needed again. */
const endings: readonly string[] = ['account.signOut']
/** Operations that are asked only by who is refused: whoever may would be gone, or the house would. */
const refusalsOnly: readonly string[] = ['workspaces.leave']
/** Fields that name people: whoever may act on them is given nobody, so that all stay who they are. */
const peopleFields: readonly string[] = ['member', 'person']

const schemaOf = (row: TableRow) => inputSchema(row.contract['~orpc'].inputSchema)
function askedOf(row: TableRow): Asked {
  const required =
    row.name in inputsOf ? Object.keys(inputsOf[row.name]?.('') ?? {}) : (schemaOf(row).required ?? [])
  const named = required.filter(field => field in nouns && otherMeaning[row.name] !== field)
  return {
    access: row.access,
    namesTenant: named.length > 0,
    namesAgent: named.some(field => nouns[field]?.ofAgent),
  }
}

test('every operation of the table has its row: the access of each is declared', () => {
  const names = Object.entries(operations).flatMap(([group, members]) =>
    Object.keys(members).map(name => `${group}.${name}`),
  )
  expect(table.map(row => row.name).sort()).toEqual(names.sort())
  for (const row of table) for (const who of characters) outcomeOf(who, askedOf(row))
  expect(scopes.filter(scope => !holders[scope])).toEqual([])
  expect(Object.keys(holders).filter(scope => !(scopes as string[]).includes(scope))).toEqual([])
})

test('an access that nobody declared fails instead of passing', () => {
  const stray = { access: 'stray:read' as never, namesTenant: false, namesAgent: false }
  expect(() => outcomeOf('owner', stray)).toThrow('no line for stray:read')
})

describe.each(['pglite', 'postgres'] as const)('the door on %s', engine => {
  let house: House
  const shown = new Map<Character, Shown>()
  const things = new Map<string, Record<string, string>>()
  let keyWithout: (scope: string) => Shown

  const residents = [
    { name: 'owner' },
    { name: 'stranger' },
    { name: 'removed' },
    { name: 'admin', role: 'admin' },
    { name: 'builder', role: 'builder' },
    { name: 'viewer', role: 'viewer' },
    { name: 'operator', role: 'viewer', staff: ['operator'] },
    { name: 'moderator', role: 'viewer', staff: ['moderator'] },
    { name: 'support', role: 'viewer', staff: ['support'] },
  ] as const

  beforeAll(async () => {
    const expiredKey = makeApiKey()
    house = await openHouse(engine, residents, async (database, person) => {
      const { workspaceId: home, userId } = person('owner')
      const { userId: removed } = person('removed')
      await inside(database, home, joinRows(home, removed, 'owner'))
      await inside(database, home, leaveRows(removed))
      await inside(database, home, expiredKeyRows(home, userId, hashApiKey(expiredKey)))
      await database.auth.batch(signInRows(userId, 'ended', '-1 second'))
    })
    const { server, make, person, keyOf } = house
    const home = person('owner').workspaceId
    const here = ({ cookie }: Person): Shown => ({ cookie, 'loggia-workspace': home })
    const owner = here(person('owner'))
    const other = await make<{ id: string }>(owner, '/api/agents', { definition: { name: 'Other' } })

    const revoked = await keyOf(person('owner'), ['agents:read'])
    const { items } = await server.client.keys.list({})
    await make(owner, `/api/keys/${items[0]?.id}`, {}, 'DELETE')
    const bearer = (key: string): Shown => ({ authorization: `Bearer ${key}` })
    const one = bearer(await keyOf(person('owner'), ['models:read']))
    const another = bearer(await keyOf(person('owner'), ['agents:read']))
    keyWithout = scope => (scope === 'models:read' ? another : one)

    shown.set('anonymous', {})
    shown.set("other workspace's owner", { cookie: person('stranger').cookie })
    shown.set("other workspace's owner, asking for this workspace", here(person('stranger')))
    shown.set('removed member, asking for this workspace', here(person('removed')))
    for (const role of ['owner', 'admin', 'builder', 'viewer'] as const) shown.set(role, here(person(role)))
    for (const staff of ['operator', 'moderator', 'support'] as const)
      shown.set(`viewer and ${staff}`, here(person(staff)))
    const ownerScopes = scopes.filter(scope => holders[scope]?.includes('o'))
    shown.set('key of another agent', bearer(await keyOf(person('owner'), ownerScopes, [other.id])))
    shown.set('revoked key', bearer(revoked))
    shown.set('expired key', bearer(expiredKey))
    shown.set('expired session', { cookie: house.cookieOf('ended') })

    for (const who of ['owner', 'admin', 'builder', 'viewer', 'operator', 'moderator', 'support'])
      things.set(who, await thingsOf(here(person(who))))
  })
  afterAll(() => house?.close())

  /** What somebody has in the workspace, by the name of the field that names it. */
  async function thingsOf(headers: Shown): Promise<Record<string, string>> {
    const { make, server } = house
    const conversation = await make<{ id: string }>(headers, '/api/conversations', { agent: server.agent })
    const sent = await make<{ run: { id: string } }>(
      headers,
      `/api/conversations/${conversation.id}/messages`,
      { text: 'Hello' },
    )
    const path = `/api/conversations/${conversation.id}/files?name=note.txt`
    const uploaded = await server.stranger(path, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'text/plain' },
      body: 'A note.',
    })
    const { id: file } = (await uploaded.json()) as { id: string }
    return { agent: server.agent, conversation: conversation.id, run: sent.run.id, file }
  }

  /** What can be made anew for each request that takes it away. */
  async function fresh(field: string, headers: Shown): Promise<string | undefined> {
    const { make, person, server } = house
    const owner = { cookie: person('owner').cookie }
    const made = async (by: Shown, path: string, body: object) =>
      (await make<{ id: string }>(by, path, body)).id
    if (field === 'agent') return made(owner, '/api/agents', { definition: { name: 'Short-lived' } })
    if (field === 'conversation') return made(headers, '/api/conversations', { agent: server.agent })
    if (field === 'key') return made(headers, '/api/keys', { name: 'short-lived', scopes: ['agents:read'] })
    if (field === 'document') {
      const text = `A page, ${Math.random()}.`
      return made(owner, `/api/agents/${server.agent}/documents`, { title: 'Page', text })
    }
    return undefined
  }

  const personOf = (who: Character): string =>
    who.startsWith('viewer and ') ? who.slice(11) : things.has(who) ? who : 'owner'

  async function inputFor(row: TableRow, who: Character, outcome: Outcome, headers: Shown) {
    const isTaking = row.method === 'DELETE'
    const known: Record<string, unknown> = { ...fieldsOf, ...things.get(personOf(who)) }
    if (outcome !== 'passes') for (const field of peopleFields) known[field] = house.person('admin').userId
    const required = schemaOf(row).required ?? []
    const owner = { cookie: house.person('owner').cookie }
    for (const field of required) {
      const isMissing = field in nouns && known[field] === undefined
      if (!isTaking && !isMissing) continue
      const made = await fresh(field, outcome === 'passes' ? headers : owner)
      if (made !== undefined) known[field] = made
    }
    const special = inputsOf[row.name]?.(`${house.server.agent}`)
    if (special) return special
    return invent(schemaOf(row), {
      named: field => (otherMeaning[row.name] === field ? undefined : known[field]),
      text: field => (row.path.includes(`{${field}}`) || field in nouns ? 'nothing-here' : 'Invented text'),
      below: () => 0,
      optional: () => false,
    })
  }

  const accepts = (row: TableRow) =>
    row.wire === 'json' ? ['*/*'] : ['application/json', 'text/event-stream']
  const isKnown = (row: TableRow, input: Record<string, unknown>) =>
    row.path.includes('{') && !Object.values(input).includes('nothing-here') && row.method !== 'DELETE'

  test.each(characters)('%s gets what the matrix says, from every operation', async who => {
    const wrong: string[] = []
    for (const row of table) {
      const outcome = outcomeOf(who, askedOf(row))
      if (outcome === 'passes' && refusalsOnly.includes(row.name)) continue
      const known = who === 'key without the scope' ? keyWithout(row.access) : (shown.get(who) ?? {})
      const headers = endings.includes(row.name) ? {} : known
      for (const accept of accepts(row)) {
        const input = await inputFor(row, who, outcome, headers)
        const { path, init } = requestFor(row, input, { ...headers, accept })
        const response = await house.server.stranger(path, init)
        const body = await response.text()
        const told = `${row.name} (${accept}): ${response.status} ${body.slice(0, 160)}, not ${outcome}`
        if (!isAsDeclared(outcome, response.status, body, isKnown(row, input))) wrong.push(told)
        if (outcome === 'own' && body.includes(house.server.agent)) wrong.push(`${told}: shown`)
      }
    }
    expect(wrong).toEqual([])
  })

  test('what is private to one member does not exist for another, whatever the role', async () => {
    const theirs = things.get('builder') ?? {}
    const paths = [
      `/api/conversations/${theirs.conversation}`,
      `/api/conversations/${theirs.conversation}/messages`,
      `/api/conversations/${theirs.conversation}/runs`,
      `/api/runs/${theirs.run}`,
      `/api/runs/${theirs.run}/events`,
      `/api/files/${theirs.file}`,
    ]
    for (const who of ['viewer', 'viewer and operator', 'owner'] as const) {
      for (const path of paths) {
        const response = await house.server.stranger(path, { headers: shown.get(who) ?? {} })
        await response.body?.cancel()
        expect([who, path, response.status]).toEqual([who, path, 404])
      }
    }
  })

  test('"not yours" and "does not exist" are told in the same words', async () => {
    const headers = shown.get("other workspace's owner") ?? {}
    const { conversation = '', run = '', file = '' } = things.get('owner') ?? {}
    const told = async (path: string, id: string) => {
      const response = await house.server.stranger(path + id, { headers })
      const { requestId: _, ...problem } = (await response.json()) as Record<string, unknown>
      return JSON.stringify(problem).replaceAll(id, 'it')
    }
    for (const [path, id] of [
      ['/api/conversations/', conversation],
      ['/api/runs/', run],
      ['/api/files/', file],
      ['/api/agents/', house.server.agent],
    ] as const) {
      expect(await told(path, id)).toBe(await told(path, `${id.slice(0, -4)}zzzz`))
    }
  })
})

/** Whether an answer of this status is what was declared. */
function isAsDeclared(outcome: Outcome, status: number, body: string, isKnown: boolean): boolean {
  switch (outcome) {
    case 'unauthenticated':
      return status === 401
    case 'forbidden':
      return status === 403
    case 'hidden':
      return status === 404
    case 'open':
      return status !== 500 && !(status === 403 && body.includes('"code":"forbidden"'))
    case 'own':
      return status !== 500 && status !== 401 && status !== 403
    case 'passes':
      return status !== 500 && status !== 401 && status !== 403 && (!isKnown || status !== 404)
  }
}
