import { mkdirSync, rmdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { root } from '../../scripts/run/root.mjs'
import { ensureWebApp } from '../../scripts/run/web-app.mjs'

const lock = join(root, 'node_modules/.cache/web-app.lock')
/** A build takes seconds; a lock older than this was left by a process that died. */
const staleMs = 120_000

/** Builds the app where it is missing or stale; of two test files that start together, one builds and one waits. */
export async function buildOnce(): Promise<void> {
  while (!taken()) await pause(100)
  try {
    ensureWebApp()
  } finally {
    rmdirSync(lock)
  }
}

function taken(): boolean {
  try {
    mkdirSync(lock)
    return true
  } catch {
    const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    if (age > staleMs) rmdirSync(lock)
    return false
  }
}
