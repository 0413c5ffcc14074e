import { definition } from '@loggia/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashDefinition, insertAgent } from '../agents/index.ts'
import { type World, world } from '../identity/testing.ts'
import { fileOperations } from './files.ts'
import { conversationOperations as operations } from './operations.ts'

let people: World
beforeAll(async () => {
  people = await world()
  const { db, workspaceId, newId } = people.ada.context
  const defined = definition.parse({ name: 'Test' })
  const agent = {
    workspaceId,
    id: newId('agent'),
    handle: 'test',
    source: 'app',
    definition: defined,
  } as const
  await insertAgent(db, { ...agent, hash: hashDefinition(defined) })
})
afterAll(() => people.close())

const start = (title?: string) =>
  operations.create(people.ada.context, { agent: 'test', ...(title && { title }) })

describe('a conversation', () => {
  it('is its person\u2019s alone: a colleague and a stranger find nothing', async () => {
    const { id } = await start('Mine')
    const colleague = await people.join(people.ada, 'admin')
    for (const context of [colleague, people.ben.context]) {
      await expect(operations.get(context, { conversation: id })).rejects.toMatchObject({ code: 'not_found' })
      expect((await operations.list(context, { limit: 10 })).items).toEqual([])
    }
  })

  it('is listed last used first, in pages that neither repeat nor skip', async () => {
    for (let index = 0; index < 7; index++) await start(`Page ${index}`)
    const seen: string[] = []
    for (let after: string | undefined; ; ) {
      const page = await operations.list(people.ada.context, { search: 'Page', limit: 3, after })
      seen.push(...page.items.map(item => item.title))
      after = page.next
      if (after === undefined) break
    }
    expect(seen).toHaveLength(7)
    expect(new Set(seen).size).toBe(7)
  })

  it('is found by what was said in it, whatever signs the search holds', async () => {
    const { id } = await start('Untitled')
    const { db, workspaceId, newId } = people.ada.context
    await db.query(
      `insert into loggia.messages (workspace_id, id, conversation_id, role, parts, content) values ($1, $2, $3, 'user', '[]', $4)`,
      [workspaceId, newId('message'), id, 'the lighthouse keeper sleeps'],
    )
    const find = async (search: string) =>
      (await operations.list(people.ada.context, { search, limit: 50 })).items.map(item => item.id)
    expect(await find('keeper')).toEqual([id])
    for (const ugly of ['%', '_', "'; drop table x; --", '"', '\\\\', ':*&|!()', '\u202e'])
      expect(await find(ugly)).toEqual([])
  })

  it('refuses a page cursor that it did not give', async () => {
    const list = operations.list(people.ada.context, { limit: 10, after: 'nonsense' })
    await expect(list).rejects.toMatchObject({ code: 'invalid_input' })
  })
})

describe('a file', () => {
  const files = fileOperations(async () => 'from the PDF')
  const upload = (content: Uint8Array, conversation: string) =>
    files.upload(people.ada.context, { conversation, name: 'evil.html' }, content)

  it('is known by its bytes, not by its name', async () => {
    const { id } = await start()
    expect(await upload(new TextEncoder().encode('<script>'), id)).toMatchObject({ mediaType: 'text/plain' })
    expect(await upload(new TextEncoder().encode('%PDF-1.7'), id)).toMatchObject({
      mediaType: 'application/pdf',
    })
    await expect(upload(Uint8Array.of(0xff, 0xfe, 0, 1), id)).rejects.toMatchObject({
      code: 'unsupported_media',
    })
    await expect(upload(new Uint8Array(10 * 1024 * 1024 + 1), id)).rejects.toMatchObject({
      code: 'payload_too_large',
    })
  })

  it('comes back to its owner only', async () => {
    const { id } = await start()
    const file = await upload(new TextEncoder().encode('hello'), id)
    const mine = await files.download(people.ada.context, { file: file.id })
    expect(new TextDecoder().decode(mine.content)).toBe('hello')
    await expect(files.download(people.ben.context, { file: file.id })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})
