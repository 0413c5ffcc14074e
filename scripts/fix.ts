import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pruneLock } from './check/lock.ts'
import { root } from './run/root.mjs'

const pruned = pruneLock(join(root, 'package-lock.json'))
if (pruned > 0) console.log(`${pruned} packages that do not exist are no longer named in package-lock.json.`)
const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')
const { status } = spawnSync(process.execPath, [biome, 'check', '--write', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
})
process.exitCode = status ?? 1
