import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asSystem } from './database.ts'
import { openTestDatabase, type TestDatabase } from './testing.ts'

describe.each(['pglite', 'postgres'] as const)('the database port on %s', engine => {
  let db: TestDatabase
  beforeAll(async () => {
    db = await openTestDatabase(engine)
  })
  afterAll(() => db?.close())
  const event = (name: string) => ({
    text: 'insert into loggia.instance_events (name) values ($1)',
    values: [name],
  })
  const events = async (name: string) => {
    const text = 'select count(*) as n from loggia.instance_events where name = $1'
    const results = await db.instance.batch([asSystem('events'), { text, values: [name] }])
    return results[1]?.[0]?.n
  }

  test('values come back as the port says', async () => {
    const [row] = await db.instance.query(
      "select $1::jsonb as json, $2::text[] as list, 5::bigint as big, 1.5::numeric as exact, timestamptz '2026-01-01Z' as at, $3::bytea as bytes, $4::text as nothing",
      [JSON.stringify({ a: [1] }), ['x', 'y,"z'], new Uint8Array([0, 255]), undefined],
    )
    const at = new Date('2026-01-01Z')
    expect(row).toMatchObject({
      json: { a: [1] },
      list: ['x', 'y,"z'],
      big: 5,
      exact: 1.5,
      at,
      nothing: null,
    })
    expect(Buffer.from(row?.bytes as Buffer).toString('hex')).toBe('00ff')
  })

  test('each call is bound to its own workspace and to no other', async () => {
    const bound = "select current_setting('loggia.workspace_id', true) as id"
    const answers = await Promise.all(['wsp_a', 'wsp_b', 'wsp_c'].map(id => db.in(id).query(bound)))
    expect(answers.map(([row]) => row?.id)).toEqual(['wsp_a', 'wsp_b', 'wsp_c'])
    const [unbound] = await db.instance.query(bound)
    expect(unbound?.id || null).toBeNull()
  })

  test('a workspace id that is none is refused before anything is sent', () => {
    expect(() => db.in("x'; drop table loggia.users; --")).toThrow('no workspace id')
  })

  test('a batch keeps all of its statements or none', async () => {
    const broken = db.instance.batch([
      asSystem('events'),
      event('torn'),
      { text: 'select 1 / 0' },
      event('torn'),
    ])
    await expect(broken).rejects.toMatchObject({ name: 'DatabaseError', code: '22012' })
    expect(await events('torn')).toBe(0)
    await db.instance.batch([asSystem('events'), event('whole'), event('whole')])
    expect(await events('whole')).toBe(2)
  })

  test('a parameter that cannot be sent leaves no hole in a batch', async () => {
    const bad = { text: 'select $1::text', values: [{ not: 'a parameter' }] }
    await expect(db.instance.batch([asSystem('events'), event('hole'), bad])).rejects.toThrow(TypeError)
    expect(await events('hole')).toBe(0)
  })

  test('a transaction commits when its work returns and rolls back when it throws', async () => {
    const work = (name: string, fail: boolean) =>
      db.instance.transaction(async sql => {
        await sql.query(asSystem('events').text, asSystem('events').values)
        await sql.query(event(name).text, event(name).values)
        if (fail) throw new Error('changed my mind')
        return 'kept'
      })
    await expect(work('rolled back', true)).rejects.toThrow('changed my mind')
    expect(await work('committed', false)).toBe('kept')
    expect([await events('rolled back'), await events('committed')]).toEqual([0, 1])
  })

  test('a transaction that swallows a failed statement is refused at its commit', async () => {
    const swallowing = db.instance.transaction(async sql => {
      await sql.query('select 1 / 0').catch(() => undefined)
    })
    await expect(swallowing).rejects.toMatchObject({ code: '25P02' })
    expect(await db.instance.query('select 1 as one')).toEqual([{ one: 1 }])
  })

  test('the handle is refused inside its own transaction, where it would wait for itself', async () => {
    const inside = db.instance.transaction(() => db.instance.query('select 1'))
    await expect(inside).rejects.toThrow('Inside a transaction use the sql it gives')
  })

  test('forty transactions that read, wait and write at once lose no update', async () => {
    await db.instance.batch([
      asSystem('settings'),
      { text: "insert into loggia.instance_settings (name, value) values ('counter', '0')" },
    ])
    const increment = () =>
      db.instance.transaction(async sql => {
        await sql.query(asSystem('settings').text, asSystem('settings').values)
        const [row] = await sql.query<{ value: number }>(
          "select value from loggia.instance_settings where name = 'counter' for update",
        )
        await sql.query("update loggia.instance_settings set value = $1::jsonb where name = 'counter'", [
          JSON.stringify((row?.value ?? Number.NaN) + 1),
        ])
      })
    const read = () => db.instance.query("select value from loggia.instance_settings where name = 'counter'")
    await Promise.all(Array.from({ length: 40 }, (_, i) => (i % 4 === 0 ? read() : increment())))
    expect(await read()).toEqual([{ value: 30 }])
  })

  test('a listener hears what is notified after a commit, and nothing once it stopped', async () => {
    const heard: string[] = []
    const stop = await db.listen('bell', payload => heard.push(payload))
    const ring = (text: string) => db.instance.query("select pg_notify('bell', $1)", [text])
    await ring('one')
    await expect.poll(() => heard).toEqual(['one'])
    await stop()
    await ring('two')
    const again = await db.listen('bell', payload => heard.push(payload))
    await ring('three')
    await expect.poll(() => heard).toEqual(['one', 'three'])
    await again()
  })

  test('the schema auth answers its own role and nobody else', async () => {
    expect(await db.auth.query('select id from auth."user"')).toEqual([])
    await expect(db.instance.query('select id from auth."user"')).rejects.toMatchObject({ code: '42501' })
    await expect(db.auth.query('select id from loggia.users')).rejects.toMatchObject({ code: '42501' })
  })

  test('the app cannot become anyone with more rights', async () => {
    for (const role of ['postgres', 'loggia_door', 'loggia_log']) {
      await expect(db.instance.query(`set local role ${role}`)).rejects.toMatchObject({ code: '42501' })
    }
  })
})
