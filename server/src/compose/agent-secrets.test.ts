import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { definePlugin } from '@loggia/contract'
import { scriptedModel } from '@loggia/contract/testing'
import { testDirectory } from '@loggia/core/platform/testing'
import { createClient } from '@loggia/sdk'
import { expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { startServer } from '../main.ts'

test('a run is given the key of its agent, and that of the workspace where the agent has none', async () => {
  const keys: (string | undefined)[] = []
  const keyed = definePlugin({
    contract: 1,
    id: 'keyed',
    version: '1.0.0',
    description: 'A model that wants a key.',
    models: [
      {
        id: 'keyed',
        title: 'Keyed',
        key: { name: 'KEYED_API_KEY', url: 'https://example.com', required: true },
        defaultModel: 'keyed',
        list: async () => [{ provider: 'keyed', id: 'keyed' }],
        open(_model, ports) {
          keys.push(ports.key)
          return scriptedModel(() => ({ text: 'Yes.' }))
        },
      },
    ],
  })
  const data = await testDirectory()
  const flags = { port: 0, logLevel: 'silent', webDirectory: data, dataDirectory: data } as const
  const server = await startServer(readConfig({}, flags), { plugins: [keyed] })
  const { token } = JSON.parse(readFileSync(join(data, 'access.json'), 'utf8')) as { token: string }
  const client = createClient({ baseUrl: server.url, key: token })
  const definition = { name: 'Keyed', model: { provider: 'keyed' }, plugins: ['keyed'] }
  const own = await client.agents.create({ handle: 'own', definition })
  const other = await client.agents.create({ handle: 'other', definition })
  await client.secrets.save({ name: 'KEYED_API_KEY', value: 'key-of-the-workspace' })
  await client.secrets.save({ name: 'KEYED_API_KEY', agent: own.id, value: 'key-of-the-agent' })
  expect((await client.secrets.list({ agent: own.id })).items).toMatchObject([{ agent: own.id }])
  for (const agent of [own.id, other.id]) {
    const { id: conversation } = await client.conversations.create({ agent })
    for await (const _ of client.messages.send({ conversation, text: 'Well?' })) {
      // Read to its end.
    }
  }
  expect(keys).toEqual(['key-of-the-agent', 'key-of-the-workspace'])
  const missing = client.secrets.save({ name: 'KEYED_API_KEY', agent: 'agt_nobody', value: 'a value' })
  await expect(missing).rejects.toMatchObject({ code: 'not_found' })
  await server.stop()
  rmSync(data, { recursive: true, force: true })
})
