import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  existsSync,
  globSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { houseEnvironment } from '../run/hand-over.mjs'
import { root } from '../run/root.mjs'

const folder = mkdtempSync(join(tmpdir(), 'loggia-tarballs-'))
const env = { ...houseEnvironment(), NO_COLOR: '1' }
let server: ChildProcess | undefined

const run = (command: string, args: string[], input = '') => {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, env, input, encoding: 'utf8' })
  expect(status, `${command} ${args.join(' ')}\n${stdout}${stderr}`).toBe(0)
  return stdout
}

beforeAll(() => {
  run(process.execPath, [join(root, 'scripts/run.mjs'), 'build'])
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'elsewhere', type: 'module', private: true }),
  )
  const tarballs = globSync('*.tgz', { cwd: join(root, 'dist') }).filter(name => !name.startsWith('create-'))
  run('npm', [
    'install',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    ...tarballs.map(name => join(root, 'dist', name)),
  ])
}, 600_000)

afterAll(async () => {
  if (server?.exitCode === null) {
    const gone = new Promise(resolve => server?.once('close', resolve))
    server.kill()
    await gone
  }
  rmSync(folder, { recursive: true, force: true })
})

test('an installation takes at most 120 MB and runs no install script', () => {
  const bytes = globSync('node_modules/**/*', { cwd: folder })
    .map(path => lstatSync(join(folder, path)))
    .reduce((sum, entry) => sum + (entry.isFile() ? entry.size : 0), 0)
  expect(bytes / 1e6).toBeLessThanOrEqual(120)
  const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'))
  const scripted = Object.entries<{ hasInstallScript?: boolean }>(lock.packages).filter(
    ([, entry]) => entry.hasInstallScript,
  )
  expect(scripted.map(([path]) => path)).toEqual([])
})

test('each package holds JavaScript with declarations, its licence, and no TypeScript and no test', () => {
  for (const name of [
    '@loggia/contract',
    '@loggia/core',
    '@loggia/plugins',
    '@loggia/sdk',
    '@loggia/server',
    'loggia',
  ]) {
    const files = globSync('**/*', { cwd: join(folder, 'node_modules', name), exclude: ['node_modules'] })
    expect(files, name).toContain('LICENSE')
    expect(files.filter(file => file.endsWith('.js')).length, name).toBeGreaterThan(0)
    expect(
      files.filter(file => /(?<!\.d)\.tsx?$|\.test\./.test(file)),
      name,
    ).toEqual([])
    for (const file of files.filter(path => path.endsWith('.js') && path.startsWith('src'))) {
      expect(existsSync(join(folder, 'node_modules', name, file.replace(/js$/, 'd.ts'))), file).toBe(true)
    }
  }
})

test('a builder’s code type-checks under nodenext against what was installed, libraries too', () => {
  writeFileSync(
    join(folder, 'agent.ts'),
    `import { defineAgent, defineTool } from 'loggia'
import { createClient } from '@loggia/sdk'
import { z } from 'zod'
const double = defineTool({ name: 'double', description: 'Doubles.', input: z.object({ n: z.number() }), run: ({ n }) => n * 2 })
export const agent = defineAgent({ handle: 'hello', name: 'Hello', instructions: 'Double it.', tools: [double] })
export const wrong: string = agent.handle
void createClient
`,
  )
  const strict = {
    module: 'nodenext',
    target: 'es2024',
    lib: ['es2024', 'dom', 'dom.iterable', 'esnext'],
    strict: true,
  }
  const compilerOptions = {
    ...strict,
    noEmit: true,
    skipLibCheck: false,
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')],
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['agent.ts'] }))
  run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder])
})

test('loggia starts there, serves the app, and answers a message', { timeout: 120_000 }, async () => {
  const program = join(folder, 'node_modules/.bin/loggia')
  const child = spawn(program, ['start', '--port', '0', '--data', join(folder, 'data')], { cwd: folder, env })
  server = child
  let output = ''
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      output += chunk
      const match = /http:\/\/[\w.]+:\d+/.exec(output)
      if (match) resolve(match[0])
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.on('close', status => reject(new Error(`loggia start ended with ${status}:\n${output}`)))
  })
  await expect.poll(async () => (await fetch(`${url}/readyz`)).status, { timeout: 30_000 }).toBe(200)
  const page = await (await fetch(url)).text()
  expect(page).toContain('<div id="root"')
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(page)?.[1]
  expect((await fetch(`${url}${script}`)).status).toBe(200)
  const answer = run(program, ['chat', '--url', url, '--data', join(folder, 'data')], 'hi\n')
  expect(answer.trim().length).toBeGreaterThan(0)
  expect(readdirSync(join(folder, 'data')).length).toBeGreaterThan(0)
})
