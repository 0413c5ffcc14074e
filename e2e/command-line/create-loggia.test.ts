import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { makeProject } from '../../cli/create/make-project.mjs'
import { root } from '../../scripts/run/root.mjs'
import { makeFolder } from './loggia.ts'

const folder = makeFolder('create')
afterAll(() => folder.remove())

function create(args: string[], env: Record<string, string> = {}) {
  const file = join(root, 'cli/create/create-loggia.mjs')
  const options = {
    cwd: folder.path,
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', ...env },
  } as const
  return spawnSync(process.execPath, [file, ...args], options)
}

const manifestOf = (name: string) => JSON.parse(readFileSync(join(folder.path, name, 'package.json'), 'utf8'))

test('a project holds an agent, a tool, a test, the keys to fill in and what git leaves out', () => {
  const { status, stdout } = create(['first'])
  expect(status).toBe(0)
  for (const file of [
    'agents/hello.ts',
    'tools/time.ts',
    'test/hello.test.ts',
    '.env.example',
    '.gitignore',
    'README.md',
  ])
    expect(stdout).toContain(file)
  expect(manifestOf('first')).toMatchObject({
    name: 'first',
    dependencies: { loggia: expect.stringMatching(/^\^\d/) },
    scripts: { dev: 'loggia dev', start: 'loggia start', test: 'node --test' },
  })
  const readme = readFileSync(join(folder.path, 'first/README.md'), 'utf8')
  expect(readme).toMatch(/^# first\n/)
  expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(10)
  expect(readFileSync(join(folder.path, 'first/.gitignore'), 'utf8')).toContain('.env\n')
})

test('a folder that holds anything is left as it is', () => {
  mkdirSync(join(folder.path, 'full'))
  writeFileSync(join(folder.path, 'full/thesis.txt'), 'mine')
  const { status, stderr } = create(['full'])
  expect(status).toBe(73)
  expect(stderr).toContain('is not empty: thesis.txt')
  expect(() => manifestOf('full')).toThrow()
  mkdirSync(join(folder.path, 'repository/.git'), { recursive: true })
  expect(create(['repository']).status).toBe(0)
})

test.each([['Big'], ['-x'], ['loggia'], ['two words'], ['a'.repeat(215)], ['.hidden']])(
  '"%s" is refused as a name',
  name => {
    const { status, stderr } = create([name])
    expect(status).toBe(64)
    expect(stderr).toMatch(/^create-loggia: /)
  },
)

test('a file in the way, two folders and an unknown option are refused', () => {
  writeFileSync(join(folder.path, 'file'), '')
  expect(create(['file']).status).toBe(73)
  expect(create(['a', 'b']).status).toBe(64)
  expect(create(['a', '--fast']).status).toBe(64)
})

test('tarballs stand in for what is not published, and missing ones are named', () => {
  const tarballs = join(folder.path, 'tarballs')
  mkdirSync(tarballs)
  const missing = create(['early', '--tarballs', tarballs])
  expect(missing.status).toBe(66)
  expect(missing.stderr).toContain('npm run build')
  for (const name of ['loggia', 'loggia-core']) writeFileSync(join(tarballs, `${name}-0.1.0.tgz`), '')
  expect(create(['early'], { LOGGIA_TARBALLS: tarballs }).status).toBe(0)
  expect(manifestOf('early')).toMatchObject({
    dependencies: { loggia: `file:${tarballs}/loggia-0.1.0.tgz` },
    overrides: { '@loggia/core': `file:${tarballs}/loggia-core-0.1.0.tgz` },
  })
})

test('where Node is too old for TypeScript, the project brings the one that the repository brings', () => {
  const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const made = (name: string, node: string) => {
    makeProject({ folder: join(folder.path, name), node })
    return manifestOf(name).optionalDependencies
  }
  expect(made('old', '20.19.4')).toEqual(optionalDependencies)
  expect(made('nearly', '22.17.0')).toEqual(optionalDependencies)
  expect(made('new', '22.18.0')).toBeUndefined()
})
