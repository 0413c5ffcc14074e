import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { firstPartyPlugins } from '@loggia/plugins'
import { expect, test } from 'vitest'
import { root } from '../run/root.mjs'

const read = (path: string) => readFileSync(join(root, path), 'utf8')

test('each variable that the server reads has its row in the guide, and each row is one that it reads', () => {
  const reads = [...read('server/src/config.ts').matchAll(/text\('([A-Z_]+)'\)/g)].map(([, name]) => name)
  const rows = [...read('docs/guides/self-hosting.md').matchAll(/^\| `([A-Z_]+)` \|/gm)].map(
    ([, name]) => name,
  )
  expect(rows.sort()).toEqual([...new Set(reads)].sort())
})

test('each provider’s key and address stand in the guide', () => {
  const guide = read('docs/guides/models.md')
  const names = firstPartyPlugins
    .flatMap(({ models }) => models ?? [])
    .flatMap(({ key, baseUrl }) => [key?.name, baseUrl?.name])
  expect(names.filter(name => name && !guide.includes(`\`${name}\``))).toEqual([])
})
