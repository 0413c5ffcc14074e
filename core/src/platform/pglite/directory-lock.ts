import { closeSync, openSync, readFileSync, rmSync, statSync, unlinkSync, writeSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { LoggiaError } from '@loggia/contract'

interface Holder {
  pid: number
  /** When the process started, as the system counts it; empty where the system does not say. */
  started: string
}

/**
 * Takes a data directory for this process, made when it is not there. Two processes on one embedded
 * database lose rows, so the second is refused with `data_locked` and the first one's pid. The lock of a
 * dead process is taken over. Throws `data_unwritable` where nothing can be written.
 */
export async function lockDirectory(directory: string): Promise<() => void> {
  const file = join(directory, 'lock')
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new LoggiaError('data_unwritable', { detail: `Cannot make ${directory}.`, cause: error })
  }
  for (let attempt = 0; attempt < 50; attempt++) {
    if (claim(file)) return () => release(file)
    const holder = readHolder(file)
    if (holder && isAlive(holder)) {
      throw new LoggiaError('data_locked', { detail: `Process ${holder.pid} is using ${directory}.` })
    }
    // A lock without content belongs to a process that is writing it right now, unless it is old.
    if (!holder && !isOld(file)) await new Promise(resolve => setTimeout(resolve, 20))
    else removeStale(file, holder)
  }
  throw new LoggiaError('data_locked', { detail: `Another process keeps taking ${directory}.` })
}

function claim(file: string): boolean {
  let handle: number
  try {
    handle = openSync(file, 'wx', 0o600)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw new LoggiaError('data_unwritable', { detail: `Cannot write ${file}.`, cause: error })
  }
  writeSync(
    handle,
    JSON.stringify({ pid: process.pid, started: startOf(process.pid) ?? '' } satisfies Holder),
  )
  closeSync(handle)
  return true
}

/** Of two that find the same stale lock, the one whose takeover file is made first removes it. */
function removeStale(file: string, found: Holder | undefined) {
  const takeover = `${file}.takeover`
  try {
    closeSync(openSync(takeover, 'wx', 0o600))
  } catch {
    if (isOld(takeover)) rmSync(takeover, { force: true })
    return
  }
  try {
    if (readHolder(file)?.pid === found?.pid) rmSync(file, { force: true })
  } finally {
    rmSync(takeover, { force: true })
  }
}

function release(file: string) {
  if (readHolder(file)?.pid === process.pid) unlinkSync(file)
}

function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder
  } catch {
    return undefined
  }
}

function isOld(file: string): boolean {
  try {
    return Date.now() - statSync(file).mtimeMs > 5_000
  } catch {
    return false
  }
}

/** A pid alone is not enough: after a restart another process may have it. */
function isAlive({ pid, started }: Holder): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const now = startOf(pid)
  return now === undefined || started === '' || now === started
}

/** Field 22 of /proc/<pid>/stat: clock ticks since the machine started. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return undefined
  }
}
