import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { houseEnvironment, nodeOfTheHouse } from './hand-over.mjs'
import { root } from './root.mjs'

const inputs = ['web', 'sdk', 'contract', 'package-lock.json']
const ignored = /^(node_modules|dist|screenshots|\..*)$|\.test\.tsx?$/

/** @param {string} path @returns {string[]} */
const filesIn = path =>
  readdirSync(path, { withFileTypes: true })
    .filter(entry => !ignored.test(entry.name))
    .flatMap(entry => (entry.isDirectory() ? filesIn(join(path, entry.name)) : [join(path, entry.name)]))
    .sort()

/** SHA-256 over the names and contents of everything that the built app depends on. */
export function webAppKey(folder = root) {
  const hash = createHash('sha256')
  for (const input of inputs) {
    const path = join(folder, input)
    for (const file of input.includes('.') ? [path] : filesIn(path)) {
      hash
        .update(`${relative(folder, file)}\0`)
        .update(readFileSync(file))
        .update('\0')
    }
  }
  return hash.digest('hex')
}

/** Builds web/dist when it is missing or was built from other inputs; whether it is right now. */
export function ensureWebApp() {
  const dist = join(root, 'web/dist')
  const stamp = join(dist, '.inputs')
  const key = webAppKey()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === key && existsSync(join(dist, 'index.html')))
    return true
  console.error('Building the app…')
  const vite = spawnSync(
    nodeOfTheHouse(),
    [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
    {
      cwd: join(root, 'web'),
      stdio: ['ignore', 2, 2],
      env: { ...houseEnvironment(), NODE_ENV: 'production' },
    },
  )
  if (vite.status === 0) writeFileSync(stamp, key)
  else console.error('The app could not be built, for the reason above.')
  return vite.status === 0
}
