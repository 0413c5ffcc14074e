import { mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeProject } from '../../cli/create/make-project.mjs'
import { loggia, makeFolder, type Started, start } from './loggia.ts'

/** A builder at work: the project that `npm create loggia` makes, `loggia dev`, and files that are saved. */
const folder = makeFolder('dev')
const project = join(realpathSync(folder.path), 'my-agent')
const data = join(project, '.loggia')
const tool = join(project, 'tools/time.ts')
let dev: Started
let written = ''

beforeAll(async () => {
  makeProject({ folder: project })
  mkdirSync(join(project, 'node_modules'))
  symlinkSync(fileURLToPath(new URL('../../cli', import.meta.url)), join(project, 'node_modules/loggia'))
  writeFileSync(join(project, '.env'), 'GREETING=from-the-env-file\n')
  written = readFileSync(tool, 'utf8')
  dev = start(['dev', '--port', '0', '--data', data], { cwd: project })
  await dev.until(/saved files are reloaded/)
})

afterAll(async () => {
  await dev?.end()
  folder.remove()
})

const ask = (...args: string[]) =>
  loggia(['chat', '--data', data, ...args], { cwd: project, stdin: 'What time is it in Tokyo?' })

/** Saves a file and waits for what dev says then; milliseconds until it did. */
async function save(path: string, text: string, says: RegExp): Promise<number> {
  dev.heard.stdout = ''
  dev.heard.stderr = ''
  const began = performance.now()
  writeFileSync(path, text)
  await dev.until(says)
  return performance.now() - began
}

test('the agent of the project answers with its tool, under its own handle', async () => {
  const { stdout, stderr } = await ask()
  expect(stdout).toMatch(/It is \d\d:\d\d in Asia\/Tokyo\./)
  expect(stderr).toContain('/hello')
  expect((await loggia(['agents', '--data', data])).stdout).toMatch(/@home\/hello +code /)
})

test('a tool that is saved answers anew in the same conversation', async () => {
  const before = await ask()
  const [, conversation = ''] = /conversation (cnv_\w+)/.exec(before.stderr) ?? []
  await save(tool, written.replace('It is', 'My clock says'), /reloaded hello .*in \d+ ms/)
  const after = await ask('--conversation', conversation)
  expect(after.stdout).toMatch(/My clock says \d\d:\d\d in Asia\/Tokyo\./)
})

test('a file with an error is named with its place, and what worked before goes on', async () => {
  await save(tool, written.replace('run: (', 'run: (('), /tools\/time\.ts:\d+/)
  expect((await ask()).stdout).toContain('My clock says')
  await save(tool, `enum Zone { Utc }\n${written}`, /without enum/)
  await save(tool, `${written}\nthrow new Error('boom')\n`, /tools\/time\.ts:\d+:\d+: boom/)
  expect(dev.heard.stderr).not.toContain('?loggia=')
  await save(tool, written, /reloaded hello/)
  expect((await ask()).stdout).toMatch(/It is \d\d:\d\d/)
})

test('a definition that is wrong is named by its field', async () => {
  const agent = join(project, 'agents/hello.ts')
  const right = readFileSync(agent, 'utf8')
  await save(agent, right.replace("name: 'Hello'", "name: ''"), /agents\/hello\.ts:\d+.*name: /)
  await save(agent, right, /reloaded hello/)
})

test('a new file brings a new agent, and two agents of one handle are told apart', async () => {
  const second = `import { defineAgent } from 'loggia'\nexport const second = defineAgent({ handle: 'second', name: process.env.GREETING ?? '', instructions: 'Hi.' })\n`
  await save(join(project, 'agents/second.ts'), second, /reloaded hello \(1 tool\), second/)
  expect((await loggia(['agents', '--data', data])).stdout).toMatch(/@home\/second +code +from-the-env-file/)
  await save(join(project, 'agents/third.ts'), second, /third\.ts: .*"second" already/)
})

test('a folder without agents is told what to do', async () => {
  const { status, stderr } = await loggia(['dev', '--data', data], { cwd: folder.path })
  expect(stderr).toContain('npm create loggia')
  expect(status).toBe(66)
})

test('without dev, chat and start in the project have its agents too, and refuse a file with an error', async () => {
  await dev.end()
  writeFileSync(join(project, 'agents/third.ts'), '')
  expect((await ask()).stdout).toMatch(/It is \d\d:\d\d in Asia\/Tokyo\./)
  writeFileSync(join(project, 'agents/third.ts'), 'throw new Error("boom")')
  const { status, stderr } = await loggia(['start', '--port', '0', '--data', data], { cwd: project })
  expect(stderr).toContain('agents/third.ts:1:7: boom')
  expect(status).toBe(65)
})
