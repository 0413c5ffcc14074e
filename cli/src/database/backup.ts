import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { LoggiaError } from '@loggia/contract'
import { version } from '@loggia/server'
import { openTerminal } from '../terminal/index.ts'
import { asOwner, type DatabaseOptions, placeOf, readGround, requireUrl } from './place.ts'

/** Writes one consistent backup of everything in the database to a file. */
export async function backUp(options: DatabaseOptions & { file?: string }): Promise<void> {
  const { backup, backupName } = await import('@loggia/core/backup')
  const ground = await readGround(options)
  const { databaseUrl, dataDirectory } = ground.config
  if (databaseUrl === undefined) requireInstance(dataDirectory)
  const file = resolve(options.file ?? backupName(new Date()))
  const { rows, tables } = await asOwner(ground, owner => backup(owner, file, version))
  const terminal = openTerminal()
  terminal.line(`${file}: ${count(rows, 'row')} of ${count(tables, 'table')} from ${placeOf(ground.config)}.`)
  terminal.note(keysApart(dataDirectory))
}

/** Fills an empty database from a backup. */
export async function restoreFrom(options: DatabaseOptions & { file: string }): Promise<void> {
  const { restore } = await import('@loggia/core/backup')
  const ground = await readGround(options)
  const report = await asOwner(ground, owner => restore(owner, resolve(options.file), ground.migrations))
  const terminal = openTerminal()
  terminal.line(
    `${count(report.rows, 'row')} of ${count(report.tables, 'table')} are in ${placeOf(ground.config)}, compared with the backup.`,
  )
  if (report.migrated > 0) terminal.line(`${count(report.migrated, 'newer migration')} ran after that.`)
  terminal.note(keysApart(ground.config.dataDirectory))
}

/** Copies the embedded database to the empty Postgres of DATABASE_URL; the embedded one stays as it is. */
export async function moveToPostgres(options: DatabaseOptions): Promise<void> {
  const { move } = await import('@loggia/core/backup')
  const { config, migrations } = await readGround(options)
  const { dataDirectory } = config
  requireUrl(config)
  requireInstance(dataDirectory)
  const file = join(dataDirectory, `move-${process.pid}.backup`)
  const report = await asOwner({ config: { ...config, databaseUrl: undefined } }, source =>
    asOwner({ config }, target => move(source, target, { file, migrations, program: version })),
  )
  const terminal = openTerminal()
  terminal.line(
    `${count(report.rows, 'row')} of ${count(report.tables, 'table')} and ${count(report.sequences, 'sequence')} are in ${placeOf(config)}, each compared with what was here.`,
  )
  terminal.note(
    `Start with the same DATABASE_URL from now on. The old database is still in ${join(dataDirectory, 'pglite')}; remove it once you are content.`,
  )
}

function requireInstance(directory: string): void {
  if (existsSync(join(directory, 'pglite'))) return
  throw new LoggiaError('not_found', { detail: `There is no embedded database in ${directory}.` })
}

const keysApart = (directory: string) =>
  process.env.LOGGIA_SECRET_KEY
    ? 'The keys of LOGGIA_SECRET_KEY are not in a backup: without them, saved secrets stay shut.'
    : `The key in ${join(directory, 'secret.key')} is not in a backup: keep a copy of it elsewhere, for without it saved secrets stay shut.`

const count = (number: number, noun: string) =>
  `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`
