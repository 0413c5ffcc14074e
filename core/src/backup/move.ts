import { rm } from 'node:fs/promises'
import type { MigrationFile, Owner } from '../platform/index.ts'
import { type BackupSource, backup } from './backup.ts'
import { type RestoreReport, restore } from './restore.ts'

export type MoveReport = RestoreReport

/**
 * Copies an instance to another, empty database through a backup at `file`, which is removed. The source is
 * only read; nobody may write to it meanwhile, or what they write stays behind.
 */
export async function move(
  source: BackupSource,
  target: Owner,
  options: { file: string; migrations: readonly MigrationFile[]; program: string },
): Promise<MoveReport> {
  try {
    await backup(source, options.file, options.program)
    return await restore(target, options.file, options.migrations)
  } finally {
    await rm(options.file, { force: true })
  }
}
