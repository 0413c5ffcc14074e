import { globSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, test } from 'vitest'
import {
  type PackageTable,
  sideDoors,
  wrongGuests,
  wrongLayers,
  wrongPackages,
  wrongText,
} from './scripts/check/architecture.ts'
import { isTest, lineCount, packages, readSources } from './scripts/check/sources.ts'
import { root } from './scripts/run/root.mjs'

/** Which package may import which. `plugins` stands where a stranger's plugin would. */
const packageTable: PackageTable = {
  contract: [],
  core: ['contract'],
  plugins: ['contract'],
  sdk: ['contract'],
  server: ['contract', 'core', 'plugins'],
  web: ['sdk'],
  cli: ['contract', 'sdk', 'core', 'server'],
}

/** The slices of core/src from top to bottom: an import points down. */
const slices = [
  ['trust'],
  ['directory'],
  ['runs'],
  ['turns'],
  ['conversations', 'memory', 'knowledge'],
  ['plugins'],
  ['agents', 'models', 'workspaces', 'people'],
  ['identity', 'backup'],
  ['platform'],
]

/** The parts of web/src from top to bottom. */
const appParts = [['app'], ['features/*'], ['ui'], ['lib']]

const forbiddenFolders = /(^|\/)(utils|shared|types|common|helpers|services|managers)\//

/** Files outside a store that hold SQL, with the reason. */
const sqlElsewhere = {
  'core/src/models/match.ts':
    'how words and vectors are matched, which the stores of memory and knowledge share',
  'server/src/compose/milestones.ts': 'two dates of an instance, which belong to no slice',
}

const sources = readSources(packages.map(name => `${name}/src`))
const core = sources.filter(({ path }) => path.startsWith('core/'))

test('packages import only the packages they may see', () => {
  expect(wrongPackages(sources, packageTable)).toEqual([])
})

test('the command line is a client: only what starts or is a server looks behind the sdk', () => {
  const commands = sources.filter(
    ({ path }) =>
      path.startsWith('cli/') && !/^cli\/src\/(start|dev|doctor|database|testing|program)\b/.test(path),
  )
  const why = 'the command line talks through sdk, except where it is itself the server.'
  expect(wrongGuests(commands, /^@loggia\/(core|server|plugins)/, why)).toEqual([])
})

test('the slices of core import downwards only', () => {
  expect(wrongLayers(sources, 'core/src', slices)).toEqual([])
})

test('a slice of core is imported through its index.ts only, which stays short', () => {
  expect(sideDoors(sources, 'core/src')).toEqual([])
  const doors = core.filter(({ path }) => /^core\/src\/[^/]+\/index\.ts$/.test(path))
  expect(doors.filter(({ text }) => lineCount(text) > 40).map(({ path }) => path)).toEqual([])
  expect(doors.length).toBeGreaterThan(0)
})

test('the app imports downwards only: app, features, ui, lib; no feature another', () => {
  expect(wrongLayers(sources, 'web/src', appParts)).toEqual([])
})

test('core has no HTTP, no React and no model vendor', () => {
  const vendors = /^(@ai-sdk\/(?!provider$)|@openrouter\/|openai$|@anthropic-ai\/|ai$)/
  const http = /^(node:https?2?$|https?$|hono|@hono\/|express|fastify|@orpc\/(server|openapi|client))/
  expect([
    ...wrongGuests(
      core,
      vendors,
      'a model vendor comes in as a plugin, through the model port of the contract.',
    ),
    ...wrongGuests(core, http, 'HTTP belongs to server; core is called.'),
    ...wrongGuests(core, /^(react|react-dom|@tanstack\/)/, 'what people see belongs to web.'),
  ]).toEqual([])
})

test('core reads no environment: its settings are arguments', () => {
  expect(wrongText(core, /\bprocess\.env\b/, 'reads the environment')).toEqual([])
})

test('SQL stands in store.ts, in platform, which is the database port, and where a reason is given', () => {
  const sql = /[`'"]\s*(select\s+.+\s+from|insert\s+into|update\s+\S+\s+set|delete\s+from|with\s+\w+\s+as)\b/i
  const elsewhere = sources.filter(
    ({ path }) =>
      basename(path) !== 'store.ts' &&
      !/\/store\/|^core\/src\/platform\//.test(path) &&
      !(path in sqlElsewhere),
  )
  expect(wrongText(elsewhere, sql, 'holds SQL')).toEqual([])
})

test('no folder is named after nothing', () => {
  const files = globSync('**/*', { cwd: root, exclude: ['**/node_modules', '**/dist', '.git', '.loggia'] })
  expect(
    files.map(path => `${path.replaceAll('\\', '/')}`).filter(path => forbiddenFolders.test(path)),
  ).toEqual([])
})

test('the floor stays small: at most 15 files or folders stand in platform beside its door', () => {
  const inPlatform = core.filter(({ path }) => path.startsWith('core/src/platform/') && !isTest(path))
  const floor = new Set(inPlatform.map(({ path }) => path.split('/')[3]))
  floor.delete('index.ts')
  expect(floor.size, [...floor].join('\n')).toBeLessThanOrEqual(15)
})
