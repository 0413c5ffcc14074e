import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../scripts/run/root.mjs'

/** Whole, everything is installed from the registry as a builder does it; else other people's packages are linked. */
const isWhole = process.env.LOGGIA_PROOF_SCALE === '1'

test('from "npm create loggia" to a changed tool’s answer takes less than ten minutes', {
  timeout: 600_000,
}, () => {
  const args = [join(root, 'scripts/ten-minute-path.ts'), ...(isWhole ? [] : ['--linked'])]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
  console.log(stdout)
  expect(stderr.replaceAll(/^(npm warn|\(node:).*\n/gm, '')).toBe('')
  expect(stdout).toMatch(/the changed answer in the same conversation; reloaded \d+ ms after/)
  expect(status).toBe(0)
})
