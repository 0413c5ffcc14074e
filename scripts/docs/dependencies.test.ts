import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../run/root.mjs'

const manifests = [
  'package.json',
  ...globSync('{contract,core,plugins,sdk,server,web,cli}/package.json', { cwd: root }),
]
const used = manifests.flatMap(path => {
  const manifest = JSON.parse(readFileSync(join(root, path), 'utf8'))
  const groups = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies']
  return groups.flatMap(group => Object.entries<string>(manifest[group] ?? {}))
})
const guests = used.filter(([name]) => !/^(@loggia\/|loggia$)/.test(name))
const described = [
  ...readFileSync(join(root, 'docs/dependencies.md'), 'utf8').matchAll(/^\| (\S+) \| (.+) \| (.+) \|$/gm),
]
  .map(([, name = '', does = '', without = '']) => ({ name, does, without }))
  .filter(({ name }) => name !== 'name' && name !== '---')

test('each dependency has its line: what it does for us, what we would do without it', () => {
  const names = described.map(({ name }) => name)
  expect([...new Set(guests.map(([name]) => name))].filter(name => !names.includes(name))).toEqual([])
  expect(
    described.filter(({ does, without }) => does.trim().length < 4 || without.trim().length < 4),
  ).toEqual([])
})

test('no line describes what nobody depends on, and none stands twice', () => {
  const names = described.map(({ name }) => name)
  expect(names.filter(name => !guests.some(([guest]) => guest === name))).toEqual([])
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

test('each version is exact, and one package has one version', () => {
  expect(guests.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
  const versions = Map.groupBy(guests, ([name]) => name)
  const torn = [...versions].filter(([, uses]) => new Set(uses.map(([, version]) => version)).size > 1)
  expect(torn.map(([name]) => name)).toEqual([])
})
