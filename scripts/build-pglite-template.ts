import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { constants, zstdCompressSync } from 'node:zlib'
import { PGlite } from '@electric-sql/pglite'
import { vector } from '@electric-sql/pglite-pgvector'
import { openPGlite } from '../core/src/platform/pglite/open.ts'
import { bareTemplate, migratedTemplate } from '../core/src/platform/pglite/template.ts'
import { productMigrations } from '../core/src/platform/testing.ts'

// Makes the templates in core/generated that a first start of the embedded database unpacks: the bare one,
// to be made again when @electric-sql/pglite changes, and with --migrated one that went through all
// migrations, to be made again when these change. Without it a first start migrates by itself.
const work = mkdtempSync(join(tmpdir(), 'loggia-template-'))
if (process.argv.includes('--migrated')) {
  const migrations = await productMigrations()
  const directory = join(work, 'data')
  await (await openPGlite({ directory, migrations, template: bareTemplate })).close()
  const target = migratedTemplate(migrations)
  const generated = fileURLToPath(new URL('.', target))
  for (const name of readdirSync(generated)) {
    if (/^pglite-template-.+\.tar\.zst$/.test(name)) rmSync(join(generated, name))
  }
  await pack(join(directory, 'pglite'), target, 'checkpoint')
} else {
  await pack(join(work, 'bare'), bareTemplate, 'create extension vector; checkpoint')
}
rmSync(work, { recursive: true })

async function pack(dataDir: string, target: URL, prepare: string): Promise<void> {
  const database = await PGlite.create({
    dataDir,
    extensions: { vector },
    // Log files of 1 MB instead of 16: less to unpack at the first start.
    initDbStartParams: ['--wal-segsize=1'],
  })
  await database.exec(prepare)
  const archive = Buffer.from(await (await database.dumpDataDir('none')).arrayBuffer())
  await database.close()
  // A window over the whole archive: it holds the catalogue three times.
  const { ZSTD_c_compressionLevel: level, ZSTD_c_windowLog: window } = constants
  const packed = zstdCompressSync(archive, { params: { [level]: 19, [window]: 27 } })
  writeFileSync(target, packed)
  console.log(`${fileURLToPath(target)}: ${packed.length} bytes packed, ${archive.length} unpacked`)
}
