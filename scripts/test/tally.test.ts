import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { root } from '../run/root.mjs'
import { tallyOf, unfinished } from './tally.ts'

const folder = mkdtempSync(join(root, 'node_modules/.cache/tally-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('passed and failed tests are counted', () => {
  expect(tallyOf('ppfpe', 1, false)).toEqual({ passed: 3, failed: 1, remarks: [] })
})

test('a skipped test counts as failed, unless the caller chose which tests run', () => {
  expect(tallyOf('pse', 0, false)).toMatchObject({ passed: 1, failed: 1 })
  expect(tallyOf('pse', 0, true)).toMatchObject({ passed: 1, failed: 0 })
})

test('a run that breaks off has failed, whatever was counted before', () => {
  expect(tallyOf('ppp', 137, false)).toMatchObject({ passed: 3, failed: 1 })
  expect(tallyOf('', 0, true)).toMatchObject({ passed: 0, failed: 1 })
  expect(tallyOf('pe', 1, false)).toMatchObject({ passed: 1, failed: 1 })
})

test('files that began and did not end are known', () => {
  expect(unfinished('+a\n+b\n-a\n+c\n')).toEqual(['b', 'c'])
})

const closingLine = (source: string, minutes = '10') => {
  const file = join(folder, 'sample.test.ts')
  writeFileSync(file, `import { test } from 'vitest'\n${source}`)
  writeFileSync(join(folder, 'vitest.config.ts'), 'export default { test: { include: ["*.test.ts"] } }')
  const args = [join(root, 'scripts/test.ts'), '--config', join(folder, 'vitest.config.ts'), '--root', folder]
  const answer = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env: { ...process.env, LOGGIA_TEST_MINUTES: minutes },
  })
  return { status: answer.status, output: answer.stdout, line: answer.stdout.trimEnd().split('\n').at(-1) }
}

test('npm test ends with its own count when a file does not load, when a worker dies, and when all is well', {
  timeout: 180_000,
}, () => {
  expect(closingLine(`test('a', () => {}); test('b', () => {})`)).toMatchObject({
    status: 0,
    line: '2 passed, 0 failed',
  })
  expect(closingLine(`test('a', () => { throw new Error('no') })`)).toMatchObject({
    status: 1,
    line: '0 passed, 1 failed',
  })
  expect(closingLine(`import './missing.ts'`)).toMatchObject({ status: 1, line: '0 passed, 1 failed' })
  const killed = closingLine(`test('a', () => { process.kill(process.pid, 'SIGKILL') })`)
  expect(killed.status).toBe(1)
  expect(killed.line).toMatch(/^0 passed, [1-9]\d* failed$/)
})

test('a test that never lets go is ended at the deadline and its file is named', { timeout: 180_000 }, () => {
  const spinning = closingLine(`test('a', () => { for (;;); })`, '0.1')
  expect(spinning.status).toBe(1)
  expect(spinning.output).toContain('sample.test.ts')
  expect(spinning.line).toBe('0 passed, 1 failed')
})
