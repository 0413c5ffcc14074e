import { readFileSync, writeFileSync } from 'node:fs'

interface LockEntry {
  optionalDependencies?: Record<string, string>
}

export interface Lock {
  packages: Record<string, LockEntry>
}

/**
 * The optional packages that the lock names without describing them, as `dependant -> package`. A tool's
 * binaries for other platforms are not always published, and `npm ci` refuses a lock that names one.
 */
export function missingOptionals(lock: Lock): { dependant: string; name: string }[] {
  return Object.entries(lock.packages).flatMap(([dependant, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter(name => !resolves(lock, dependant, name))
      .map(name => ({ dependant, name })),
  )
}

function resolves(lock: Lock, dependant: string, name: string): boolean {
  for (let folder = dependant; ; ) {
    if (lock.packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`]) return true
    if (folder === '') return false
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))
  }
}

/** Takes those names out of the lock file, which keeps everything else. Returns how many there were. */
export function pruneLock(path: string): number {
  const lock = JSON.parse(readFileSync(path, 'utf8')) as Lock
  const missing = missingOptionals(lock)
  for (const { dependant, name } of missing) delete lock.packages[dependant]?.optionalDependencies?.[name]
  if (missing.length > 0) writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`)
  return missing.length
}
