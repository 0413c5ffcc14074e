import { spawn } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { processes, treeOf } from './memory/process-tree.mjs'
import { root } from './run/root.mjs'
import { type Prepared, prepare } from './test/prepare.ts'
import { tallyOf, unfinished } from './test/tally.ts'

const args = process.argv.slice(2).filter(argument => argument !== '--whole')
const whole = process.argv.includes('--whole')
const alone = args.includes('--root')

/** The files whose proofs have a size that can be chosen. */
const proofs = globSync('{contract,core,plugins,sdk,server,web,cli,e2e,bench}/**/*.test.{ts,tsx}', {
  cwd: root,
  exclude: ['**/node_modules/**'],
}).filter(file => readFileSync(join(root, file), 'utf8').includes('LOGGIA_PROOF_SCALE'))

if (whole && args.length === 0) args.push('e2e/', ...proofs)
process.env.LOGGIA_PROOF_SCALE ??= whole ? '1' : '0.05'
if (!alone) {
  const size = Number(process.env.LOGGIA_PROOF_SCALE)
  const said = size === 1 ? 'at their whole size' : `at ${size} of their size (npm run e2e: whole)`
  console.log(`Proofs run ${said}: ${proofs.join(', ') || 'there are none'}`)
}

const prepared: Prepared = alone ? { troubles: [], close: async () => {} } : await prepare()
const folder = mkdtempSync(join(tmpdir(), 'loggia-test-'))
process.env.LOGGIA_TALLY = join(folder, 'tally')

const runner = spawn(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    `--reporter=${join(root, 'scripts/test/tally-reporter.ts')}`,
    ...args,
  ],
  { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] },
)
// The runner is told by the terminal itself; a second signal is the way out when it does not listen.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => runner.kill(signal))
// A test that spins without a pause cannot be timed out from inside; the whole run is.
const minutes = Number(process.env.LOGGIA_TEST_MINUTES ?? (whole ? 240 : 30))
const deadline = setTimeout(() => {
  console.log(`The tests were ended after ${minutes} minutes. These files had not ended:`)
  for (const file of unfinished(read(`${process.env.LOGGIA_TALLY}.files`))) console.log(`  ${file}`)
  for (const { pid } of treeOf(processes(), runner.pid ?? 0, new Set())) endProcess(pid)
  runner.kill('SIGKILL')
}, minutes * 60_000)
const status = await new Promise<number>(resolve => runner.on('exit', code => resolve(code ?? 137)))
clearTimeout(deadline)

const tally = tallyOf(read(process.env.LOGGIA_TALLY), status, args.length > 0)
rmSync(folder, { recursive: true })
await prepared.close()
for (const remark of [...tally.remarks, ...prepared.troubles]) console.log(remark)
const failed = tally.failed + prepared.troubles.length
console.log(`${tally.passed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // it ended by itself
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
