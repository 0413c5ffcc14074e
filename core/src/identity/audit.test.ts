import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asOwner } from '../platform/testing.ts'
import { type AuditEntry, chainStart, endFault, firstHash, follow, hashOf } from './audit.ts'
import { recordingInstance } from './audit-record.ts'
import { verifyChain } from './audit-verify.ts'
import { createKey } from './operations.ts'
import { chainOfInstance, workspaceChain } from './store/audit.ts'
import { type World, world } from './testing.ts'

/** A chain as it would be read, of some length and format. */
function chainOf(length: number, format: number): AuditEntry[] {
  const chain: AuditEntry[] = []
  for (let sequence = 1; sequence <= length; sequence++) {
    const entry = {
      ...{ format, chain: 'wsp_a', sequence, atMicros: sequence * 1_000_000, actor: 'usr_a', action: 'a' },
      ...{ subject: 's', data: '{}', origin: '', requestId: '', outcome: 'allowed' as const },
      previousHash: chain.at(-1)?.hash ?? firstHash,
    }
    chain.push({ ...entry, hash: hashOf(entry) })
  }
  return chain
}

const faultOf = (entries: AuditEntry[]) => follow(chainStart, entries).fault?.sequence

test.each([1, 2])('in format %i, a chain breaks where any field of an entry is changed', format => {
  const chain = chainOf(5, format)
  expect(faultOf(chain)).toBeUndefined()
  const changes: Partial<AuditEntry> = {
    ...{ atMicros: 9, actor: 'x', action: 'x', subject: 'x', data: 'x', previousHash: 'x', hash: 'x' },
    ...{ chain: 'x', origin: 'x', requestId: 'x', outcome: 'denied', format: 3 - format },
  }
  for (const [field, value] of Object.entries(changes)) {
    const changed = chain.map(entry => (entry.sequence === 3 ? { ...entry, [field]: value } : entry))
    expect([field, faultOf(changed)]).toEqual([field, 3])
  }
})

test('a chain breaks where an entry is left out, doubled, put in front or given a new hash', () => {
  const chain = chainOf(5, 2)
  expect(faultOf(chain.filter(entry => entry.sequence !== 3))).toBe(3)
  expect(faultOf(chain.flatMap(entry => (entry.sequence === 3 ? [entry, entry] : [entry])))).toBe(3)
  const before = { ...chain[0], sequence: 0 } as AuditEntry
  expect(faultOf([before, ...chain])).toBe(0)
  const rehashed = chain.map(entry =>
    entry.sequence === 3 ? { ...entry, actor: 'x', hash: hashOf({ ...entry, actor: 'x' }) } : entry,
  )
  expect(faultOf(rehashed)).toBe(4)
})

test('where one field ends and the next begins cannot be moved', () => {
  const [entry] = chainOf(1, 2) as [AuditEntry]
  const moved = { ...entry, actor: 'usr_', action: 'aa' }
  expect(hashOf(moved)).not.toBe(hashOf(entry))
  expect(hashOf({ ...entry, actor: 'a\nb', action: 'c' })).not.toBe(
    hashOf({ ...entry, actor: 'a', action: 'b\nc' }),
  )
})

test('the head tells an end that was cut, put on or rewritten, and an empty log is never whole', () => {
  const last = { sequence: 5, hash: 'h' }
  expect(endFault(last, last)).toBeUndefined()
  expect(endFault(last, { sequence: 7, hash: 'x' })?.sequence).toBe(6)
  expect(endFault(last, { sequence: 3, hash: 'x' })?.sequence).toBe(4)
  expect(endFault(last, { sequence: 5, hash: 'x' })?.sequence).toBe(5)
  expect(endFault(last, undefined)?.sequence).toBe(5)
  expect(endFault(chainStart, undefined)?.sequence).toBe(1)
})

describe.each(['pglite', 'postgres'] as const)('the log of the instance on %s', engine => {
  let w: World
  beforeAll(async () => {
    w = await world(engine)
  })
  afterAll(() => w?.close())

  test('is one chain, also when many write at once from different transactions', async () => {
    const { database, ada, ben } = w
    const from = (await verifyChain(chainOfInstance(database.instance))).entries
    expect(from).toBe(1)
    await Promise.all(
      Array.from({ length: 10 }, (_, n) => [
        database.instance.batch(recordingInstance(ada.context, 'setting.changed', `s${n}`)),
        ben.context.db.batch(recordingInstance(ben.context, 'workspace.deleted', `w${n}`, { n })),
      ]).flat(),
    )
    const verdict = await verifyChain(chainOfInstance(database.instance))
    expect(verdict).toMatchObject({ entries: from + 20 })
    expect(verdict.fault).toBeUndefined()
  })

  test('shows no entry to a transaction that is not the audit, and lets nobody change one', async () => {
    const { instance } = w.database
    expect(await instance.query('select * from loggia.instance_audit_entries')).toEqual([])
    for (const text of [
      "update loggia.instance_audit_entries set action = 'x'",
      'delete from loggia.instance_audit_entries',
      'delete from loggia.instance_audit_head',
      'delete from loggia.audit_heads',
    ])
      await expect(instance.query(text)).rejects.toMatchObject({ code: '42501' })
  })

  test('leaves a transaction as it found it: what else it may touch is no more than before', async () => {
    const [, rows] = await w.ada.context.db.batch([
      ...recordingInstance(w.ada.context, 'thing.done', 'x'),
      { text: 'select count(*)::int as seen from loggia.instance_audit_entries' },
    ])
    expect(rows).toEqual([{ seen: 0 }])
  })
})

describe('with the rights of the owner of the database', () => {
  let w: World
  const length = 12
  beforeAll(async () => {
    w = await world('postgres')
    for (let n = 1; n < length; n++) {
      w.clock.now += 7
      await createKey(w.ada.context, { name: `key ${n}` })
    }
  })
  afterAll(() => w?.close())
  const verify = () => verifyChain(workspaceChain(w.ada.context.db))
  const table = 'loggia.audit_entries'

  /** Tampers, looks, and puts everything back. */
  async function after(tamper: (owner: pg.Client) => Promise<void>) {
    const copy = `copy_${randomUUID().replaceAll('-', '')}`
    return asOwner(w.database.ownerUrl ?? '', async owner => {
      await owner.query(`create schema ${copy}; create table ${copy}.e as table ${table};
        create table ${copy}.h as table loggia.audit_heads`)
      try {
        await tamper(owner)
        return await verify()
      } finally {
        await owner.query(`delete from ${table}; insert into ${table} table ${copy}.e;
          delete from loggia.audit_heads; insert into loggia.audit_heads table ${copy}.h; drop schema ${copy} cascade`)
      }
    })
  }
  const of = () => w.ada.workspaceId

  const place = fc.integer({ min: 1, max: length })
  const text = fc.string({ minLength: 1, maxLength: 8 }).map(value => `~${value.replaceAll('\0', '')}`)
  const fields = fc.constantFrom('actor', 'action', 'subject', 'data', 'origin', 'request_id', 'hash')
  type Tampering = { first: number; do(owner: pg.Client): Promise<unknown> }
  const tampering: fc.Arbitrary<Tampering> = fc.oneof(
    fc.tuple(place, fields, text).map(([at, field, value]) => ({
      first: at,
      do: (owner: pg.Client) =>
        owner.query(`update ${table} set ${field} = $1 where workspace_id = $2 and sequence = $3`, [
          value,
          of(),
          at,
        ]),
    })),
    place.map(at => ({
      first: at,
      do: (owner: pg.Client) =>
        owner.query(
          `update ${table} set at = at + interval '1 microsecond' where workspace_id = $1 and sequence = $2`,
          [of(), at],
        ),
    })),
    place.map(at => ({
      first: at,
      do: (owner: pg.Client) =>
        owner.query(`delete from ${table} where workspace_id = $1 and sequence = $2`, [of(), at]),
    })),
    place.map(at => ({
      first: at,
      do: (owner: pg.Client) =>
        owner.query(`delete from ${table} where workspace_id = $1 and sequence >= $2`, [of(), at]),
    })),
    fc
      .tuple(place, place)
      .filter(([one, other]) => one !== other)
      .map(([one, other]) => ({
        first: Math.min(one, other),
        do: async (owner: pg.Client) => {
          const move = (from: number, to: number) =>
            owner.query(`update ${table} set sequence = $3 where workspace_id = $1 and sequence = $2`, [
              of(),
              from,
              to,
            ])
          await move(one, 1_000)
          await move(other, one)
          await move(1_000, other)
        },
      })),
  )

  test('whatever entry is changed, dropped, cut or moved, verification names the first bad one', async () => {
    expect(await verify()).toMatchObject({ entries: length })
    await fc.assert(
      fc.asyncProperty(tampering, async one => {
        const { fault } = await after(async owner => void (await one.do(owner)))
        expect(fault?.sequence).toBe(one.first)
      }),
      { numRuns: 60 },
    )
    expect((await verify()).fault).toBeUndefined()
  })

  test('an end that was cut together with its head is seen by whoever kept a head, and by nobody else', async () => {
    const { head } = await verify()
    const cut = async (owner: pg.Client) => {
      await owner.query(`delete from ${table} where workspace_id = $1 and sequence > 8`, [of()])
      await owner.query(
        `update loggia.audit_heads h set sequence = e.sequence, hash = e.hash from ${table} e
         where h.workspace_id = $1 and e.workspace_id = $1 and e.sequence = 8`,
        [of()],
      )
    }
    expect((await after(cut)).fault).toBeUndefined()
    const seen = await after(async owner => {
      await cut(owner)
      expect(await verifyChain(workspaceChain(w.ada.context.db), head)).toMatchObject({
        fault: { sequence: 9 },
      })
    })
    expect(seen.entries).toBe(8)
    const rewritten = { sequence: 5, hash: 'f'.repeat(64) }
    expect(await verifyChain(workspaceChain(w.ada.context.db), rewritten)).toMatchObject({
      fault: { sequence: 5 },
    })
  })

  test('a log that was emptied with its head is not whole', async () => {
    const empty = async (owner: pg.Client) => {
      await owner.query(`delete from ${table} where workspace_id = $1`, [of()])
      await owner.query('delete from loggia.audit_heads where workspace_id = $1', [of()])
    }
    expect((await after(empty)).fault?.sequence).toBe(1)
  })
})
