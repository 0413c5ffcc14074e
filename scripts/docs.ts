import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { referencePages } from './docs/pages.ts'
import { root } from './run/root.mjs'

const folder = join(root, 'docs/reference')
const stale = Object.entries(referencePages()).filter(([name, text]) => {
  const path = join(folder, name)
  return !existsSync(path) || readFileSync(path, 'utf8') !== text
})

if (process.argv.includes('--check')) {
  for (const [name] of stale)
    console.error(`docs/reference/${name} is not what the contract says: run "npm run docs".`)
  process.exitCode = stale.length > 0 ? 1 : 0
} else {
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of stale) writeFileSync(join(folder, name), text)
  console.log(stale.length > 0 ? `Written: ${stale.map(([name]) => name).join(', ')}` : 'Nothing was stale.')
}
