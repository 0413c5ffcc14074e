import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { wordEmbedder } from '@loggia/core/models'
import {
  appRole,
  type MigrationFile,
  type Owner,
  openPGliteOwner,
  openPostgresOwner,
} from '@loggia/core/platform'
import type { Config } from '@loggia/server'
import { readApplied } from '../database/store.ts'
import { checkPooler } from './check-pooler.ts'
import { type Finding, fine, problemFrom } from './finding.ts'
import { judgeLogin, judgeRights, judgeSchema, judgeSpaces, judgeVectors } from './judge-database.ts'
import { readFacts, readSpaces } from './store.ts'

type Settings = Pick<Config, 'databaseUrl' | 'appDatabaseUrl'>

/** Looks at the Postgres that took us in: pooler, rights, walls, extension and schema. Changes nothing. */
export async function inspectDatabase(
  { databaseUrl, appDatabaseUrl }: Settings,
  migrations: readonly MigrationFile[],
): Promise<Finding[]> {
  if (databaseUrl === undefined) return []
  const login = (appDatabaseUrl && URL.parse(appDatabaseUrl)?.username) || appRole
  try {
    const pooler = await checkPooler(databaseUrl)
    if (pooler.level === 'problem') return [pooler]
    return await withOwner(openPostgresOwner(databaseUrl), owner =>
      owner.transaction(async sql => {
        const facts = await readFacts(sql, decodeURIComponent(login))
        if (!facts) return []
        const mayRead = facts.foreign.length === 0
        return [
          ...(pooler.level === 'fine' ? [] : [pooler]),
          ...judgeRights(facts),
          ...judgeLogin(facts, decodeURIComponent(login)),
          judgeVectors(facts),
          ...(mayRead ? [judgeSchema(migrations, await readApplied(sql))] : []),
        ]
      }),
    )
  } catch (error) {
    return [problemFrom('Database', error)]
  }
}

/** Whether the stored vectors are those of the configured embedder; where a server has the embedded database open, it is not looked at. */
export async function checkSpaces(config: Config): Promise<Finding[]> {
  const { databaseUrl, dataDirectory } = config
  if (databaseUrl === undefined && !existsSync(join(dataDirectory, 'pglite'))) return []
  try {
    const opening =
      databaseUrl === undefined
        ? openPGliteOwner({ directory: dataDirectory, migrations: [] })
        : openPostgresOwner(databaseUrl)
    const spaces = await withOwner(opening, owner => owner.snapshot(readSpaces))
    return [judgeSpaces(spaces, embedderOf(config.embedder))]
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === 'data_locked')
      return [fine('Vectors', 'Not looked at: the server has the embedded database open.')]
    return [problemFrom('Vectors', error)]
  }
}

/** What the settings say about the embedder; without `@dimensions` only its name counts. */
function embedderOf(setting: string | undefined): { id: string; dimensions?: number } {
  if (setting === undefined) return { id: wordEmbedder.id, dimensions: wordEmbedder.dimensions }
  const [id = '', dimensions] = setting.trim().split('@')
  return dimensions === undefined ? { id } : { id, dimensions: Number(dimensions) }
}

async function withOwner<T>(opening: Promise<Owner>, work: (owner: Owner) => Promise<T>): Promise<T> {
  const owner = await opening
  return work(owner).finally(() => owner.close())
}
