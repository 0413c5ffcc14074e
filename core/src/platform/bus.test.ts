import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Bus, openBus } from './bus.ts'
import { openPostgres } from './postgres/open.ts'
import { openTestDatabase, productMigrations } from './testing.ts'

const fail = (error: unknown) => {
  throw error
}

describe('between two nodes on one Postgres', () => {
  let here: Bus
  let there: Bus
  let leave: () => Promise<void>
  beforeAll(async () => {
    const database = await openTestDatabase('postgres')
    const second = await openPostgres({
      ownerUrl: database.ownerUrl ?? '',
      migrations: await productMigrations(),
    })
    here = await openBus(database, fail)
    there = await openBus(second, fail)
    leave = async () => {
      await Promise.all([here.close(), there.close()])
      await second.close()
      await database.close()
    }
  })
  afterAll(() => leave?.())

  test('a topic is heard on both, each once, in order', async () => {
    const heard: Record<string, (string | undefined)[]> = { here: [], there: [] }
    const stops = [
      here.subscribe('run_1', p => heard.here?.push(p)),
      there.subscribe('run_1', p => heard.there?.push(p)),
    ]
    for (let n = 0; n < 50; n++) here.publish('run_1', `event ${n}`)
    here.publish('run_2', 'somebody else’s')
    const all = Array.from({ length: 50 }, (_, n) => `event ${n}`)
    expect(heard.here).toEqual(all)
    await expect.poll(() => heard.there?.length).toBe(50)
    expect(heard.there).toEqual(all)
    for (const stop of stops) stop()
    here.publish('run_1', 'after')
    expect(heard.here).toEqual(all)
  })

  test('what does not fit into a notification rings without its payload', async () => {
    const heard: (string | undefined)[] = []
    there.subscribe('big', payload => heard.push(payload))
    here.publish('big', 'ä'.repeat(5_000))
    here.publish('big', 'small')
    await expect.poll(() => heard).toEqual([undefined, 'small'])
  })

  test('what is published here only stays here', async () => {
    const heard: (string | undefined)[] = []
    there.subscribe('local', payload => heard.push(payload))
    here.publishHere('local', 'mine')
    here.publish('local', 'ours')
    await expect.poll(() => heard).toEqual(['ours'])
  })
})

test('on PGlite a topic is heard at once, without the database', async () => {
  const database = await openTestDatabase('pglite')
  const bus = await openBus(database, fail)
  const heard: (string | undefined)[] = []
  bus.subscribe('run_1', payload => heard.push(payload))
  bus.publish('run_1', 'x'.repeat(20_000))
  expect(heard).toEqual(['x'.repeat(20_000)])
  await bus.close()
  await database.close()
})
