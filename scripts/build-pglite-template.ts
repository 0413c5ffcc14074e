import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { constants, zstdCompressSync } from 'node:zlib'
import { PGlite } from '@electric-sql/pglite'
import { vector } from '@electric-sql/pglite-pgvector'

// Makes core/generated/pglite-template.tar.zst: a database right after initdb, with pgvector and nothing of
// ours. Run it again when @electric-sql/pglite changes.
const target = fileURLToPath(new URL('../core/generated/pglite-template.tar.zst', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'loggia-template-'))
const database = await PGlite.create({
  dataDir: join(folder, 'data'),
  extensions: { vector },
  // Log files of 1 MB instead of 16: less to unpack at the first start.
  initDbStartParams: ['--wal-segsize=1'],
})
await database.exec('create extension vector; checkpoint')
const archive = Buffer.from(await (await database.dumpDataDir('none')).arrayBuffer())
await database.close()
rmSync(folder, { recursive: true })
// A window over the whole archive: it holds the catalogue three times.
const { ZSTD_c_compressionLevel: level, ZSTD_c_windowLog: window } = constants
const packed = zstdCompressSync(archive, { params: { [level]: 19, [window]: 27 } })
writeFileSync(target, packed)
console.log(`${target}: ${packed.length} bytes packed, ${archive.length} unpacked`)
