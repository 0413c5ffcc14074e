import { access, constants, mkdtemp, readFile, rm, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { isAlive, type LocalAccess } from '../connection/index.ts'
import { type Finding, fine, problem, warning } from './finding.ts'

const about = 'Data'
const megabyte = 1024 * 1024

/** Whether the data directory can be written and nobody else holds it. `server` is the one that answers from it. */
export async function checkData(directory: string, server: LocalAccess | undefined): Promise<Finding> {
  const unwritable = await whyUnwritable(directory)
  if (unwritable) return problem(about, 'data_unwritable', unwritable.says, unwritable.next)
  const holder = await lockHolder(directory)
  if (holder === undefined) return fine(about, `${directory} can be written.`)
  if (server?.pid === holder)
    return fine(about, `${directory} is used by the server at ${server.url}, process ${holder}.`)
  return problem(
    about,
    'data_locked',
    `Process ${holder} is using ${directory}, and no server answers from it.`,
    `End it (kill ${holder}), or choose another directory with --data.`,
  )
}

/** Room on the disk that holds the directory. */
export async function checkDisk(directory: string): Promise<Finding> {
  const { path } = await nearest(directory)
  const { bavail, bsize } = await statfs(path)
  return judgeRoom((bavail * bsize) / megabyte, path)
}

export function judgeRoom(free: number, path: string): Finding {
  const says = `${Math.round(free).toLocaleString('en')} MB are free at ${path}.`
  if (free < 20) return problem('Disk', 'disk_full', says)
  if (free < 500)
    return warning('Disk', says, 'Free some space soon: a database that cannot grow stops taking messages.')
  return fine('Disk', says)
}

/** Tried for real: permissions, a full or read-only disk and a file in the way all show here. */
async function whyUnwritable(directory: string): Promise<{ says: string; next?: string } | undefined> {
  const { path, isFile } = await nearest(directory)
  if (isFile) return { says: `${path} is a file, and ${directory} would have to be a directory.` }
  try {
    await access(path, constants.W_OK | constants.X_OK)
    await rm(await mkdtemp(join(path, '.loggia-doctor-')), { recursive: true })
    return undefined
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code !== 'EROFS') return { says: `${path} cannot be written: ${code ?? message}.` }
    return {
      says: `${path} lies on a disk that is mounted read-only.`,
      next: 'Mount it writable (a disk with errors is made read-only by the system: look at its log), or choose another directory with --data.',
    }
  }
}

/** The directory, or the nearest one above it that exists. */
async function nearest(directory: string): Promise<{ path: string; isFile: boolean }> {
  for (let path = directory; ; path = dirname(path)) {
    const found = await stat(path).catch(() => undefined)
    if (found || path === dirname(path)) return { path, isFile: found ? !found.isDirectory() : false }
  }
}

/** The living process that holds the directory's lock. */
async function lockHolder(directory: string): Promise<number | undefined> {
  try {
    const { pid } = JSON.parse(await readFile(join(directory, 'lock'), 'utf8')) as { pid?: unknown }
    return typeof pid === 'number' && pid !== process.pid && isAlive(pid) ? pid : undefined
  } catch {
    return undefined
  }
}
