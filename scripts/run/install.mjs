import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'

/** @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, link?: boolean }} LockEntry */
/** @typedef {{ packages: Record<string, LockEntry> }} Lock */

/**
 * The packages that the lock asks for and the installation lacks or has in another version. npm writes
 * down what it installed; a package that is optional may be missing, for it may be another platform's.
 * @param {Lock} wanted
 * @param {Lock} present
 */
export const outdated = (wanted, present) =>
  Object.entries(wanted.packages)
    .filter(([path, entry]) => {
      if (!path.includes('node_modules/') || entry.link) return false
      const there = present.packages[path]
      return there ? there.version !== entry.version : !(entry.optional || entry.devOptional)
    })
    .map(([path]) => path)

/** @param {string} path @returns {Lock} */
const read = path => JSON.parse(readFileSync(path, 'utf8'))

/** Runs `npm ci` when node_modules is absent or is not what package-lock.json says; whether all is there now. */
export function ensureInstalled() {
  const present = join(root, 'node_modules/.package-lock.json')
  const wanted = read(join(root, 'package-lock.json'))
  const why = existsSync(present) ? outdated(wanted, read(present)) : ['everything']
  if (why.length === 0) return true
  console.error(`Installing ${why.length === 1 ? why[0] : `${why.length} packages`} (npm ci)…`)
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (npm.status !== 0) console.error('npm ci failed, for the reason above; nothing was started.')
  return npm.status === 0
}
