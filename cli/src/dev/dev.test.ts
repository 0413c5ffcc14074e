import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { loadAgents, requireTypeScript } from './load-agents.ts'
import { placeOf } from './place-of.ts'

const project = mkdtempSync(join(realpathSync(tmpdir()), 'loggia-project-'))
afterAll(() => rmSync(project, { recursive: true, force: true }))

const agentNamed = (handle: string) => ({ handle, definition: {}, tools: [] })

test('an older Node is told what it needs to run TypeScript', () => {
  expect(() => requireTypeScript('22.17.1')).toThrow(/22\.18.*nodejs\.org/)
  expect(() => requireTypeScript('20.19.4')).toThrow()
  expect(() => requireTypeScript('22.18.0')).not.toThrow()
  expect(() => requireTypeScript('26.10.0')).not.toThrow()
})

test('an error is placed in the project, not in the packages it uses', () => {
  const error = new Error('x')
  error.stack = `Error: x\n    at check (${project}/node_modules/zod/a.js:1:2)\n    at file://${project}/tools/time.ts?loggia=4:7:9\n`
  expect(placeOf(error, project)).toBe('tools/time.ts:7:9')
  error.stack = `${project}/agents/hello.ts:3\nconst = 1\n\nSyntaxError: x`
  expect(placeOf(error, project)).toBe('agents/hello.ts:3')
  error.stack = 'Error: x\n    at node:internal/a:1:2'
  expect(placeOf(error, project)).toBeUndefined()
})

test('a file that fails keeps its last good agents, a file that is gone takes its agents with it', async () => {
  mkdirSync(join(project, 'agents'), { recursive: true })
  for (const name of ['a', 'b']) writeFileSync(join(project, `agents/${name}.ts`), '')
  writeFileSync(join(project, 'agents/a.test.ts'), '')
  const kept = new Map()
  let fails = false
  const load = async (path: string) => {
    if (fails && path.endsWith('a.ts')) throw new Error('broken')
    const agent = agentNamed(path.endsWith('a.ts') ? 'a' : 'b')
    return { default: agent, again: agent, other: 1 }
  }
  expect((await loadAgents(project, load, kept)).agents.map(({ handle }) => handle)).toEqual(['a', 'b'])
  fails = true
  const second = await loadAgents(project, load, kept)
  expect(second.agents.map(({ handle }) => handle)).toEqual(['a', 'b'])
  expect(second.failures.map(({ lines }) => lines[0])).toEqual(['agents/a.ts: broken'])
  rmSync(join(project, 'agents/a.ts'))
  const third = await loadAgents(project, load, kept)
  expect(third.agents.map(({ handle }) => handle)).toEqual(['b'])
})
