import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { planMigrations } from '@loggia/core/platform'
import { openTerminal } from '../terminal/index.ts'
import { asOwner, type DatabaseOptions, placeOf, readGround } from './place.ts'
import { readApplied } from './store.ts'

/** Brings the schema up to date, or says what that would run. Nodes do the same at their start. */
export async function migrateDatabase(options: DatabaseOptions & { dryRun?: boolean }): Promise<void> {
  const ground = await readGround(options)
  const terminal = openTerminal()
  const { databaseUrl, dataDirectory } = ground.config
  if (options.dryRun && databaseUrl === undefined && !existsSync(join(dataDirectory, 'pglite'))) {
    terminal.line(
      `There is no database in ${dataDirectory} yet; all ${ground.migrations.length} migrations would run.`,
    )
    return
  }
  await asOwner(ground, async owner => {
    const waiting = planMigrations(ground.migrations, await owner.transaction(readApplied))
    const where = placeOf(ground.config)
    if (waiting.length === 0) return terminal.line(`Nothing is to run: ${where} is up to date.`)
    for (const { name } of waiting) terminal.line(name)
    if (options.dryRun) return terminal.note(`These would run in ${where}; nothing was changed.`)
    const ran = await owner.migrate(ground.migrations)
    terminal.note(ran === 0 ? 'Another process ran them meanwhile.' : `They ran in ${where}.`)
  })
}
