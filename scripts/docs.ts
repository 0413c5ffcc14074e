import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { operations } from '@loggia/contract'
import { routesSource } from '../sdk/src/generate-routes.ts'
import { referencePages } from './docs/pages.ts'
import { root } from './run/root.mjs'
import { threatModelPage } from './security/threat-model.ts'

/** Everything that is written from the contract, by its path. */
const generated = {
  ...Object.fromEntries(
    Object.entries(referencePages()).map(([name, text]) => [`docs/reference/${name}`, text]),
  ),
  'sdk/src/generated/routes.ts': routesSource(),
  'docs/security/threat-model.md': threatModelPage(Object.keys(operations)),
}
const stale = Object.entries(generated).filter(([name, text]) => {
  const path = join(root, name)
  return !existsSync(path) || readFileSync(path, 'utf8') !== text
})

if (process.argv.includes('--check')) {
  for (const [name] of stale) console.error(`${name} is not what the contract says: run "npm run docs".`)
  process.exitCode = stale.length > 0 ? 1 : 0
} else {
  mkdirSync(join(root, 'docs/reference'), { recursive: true })
  for (const [name, text] of stale) writeFileSync(join(root, name), text)
  console.log(stale.length > 0 ? `Written: ${stale.map(([name]) => name).join(', ')}` : 'Nothing was stale.')
}
