import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type BackupReport, type BackupSource, backup } from './backup.ts'

const ours = /^loggia-\d{8}T\d{6}Z\.backup$/

/** The name of a backup made at this moment; names sort by time. */
export const backupName = (now: Date): string =>
  `loggia-${now.toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '')}.backup`

/** Of the files of a folder, the backups that are more than the `keep` newest. Nothing else is named. */
export const surplus = (names: readonly string[], keep: number): string[] =>
  names
    .filter(name => ours.test(name))
    .sort()
    .slice(0, -Math.max(1, keep))

/** Makes a backup in the folder, then removes the oldest beyond `keep`; one that fails removes nothing. */
export async function backUpToFolder(
  source: BackupSource,
  options: { folder: string; keep: number; now: Date; program: string },
): Promise<BackupReport & { file: string; removed: string[] }> {
  await mkdir(options.folder, { recursive: true, mode: 0o700 })
  const file = join(options.folder, backupName(options.now))
  const report = await backup(source, file, options.program)
  const removed = surplus(await readdir(options.folder), options.keep)
  for (const name of removed) await rm(join(options.folder, name), { force: true })
  return { ...report, file, removed }
}
