import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync, gzipSync } from 'node:zlib'
import { PGlite } from '@electric-sql/pglite'
import { vector } from '@electric-sql/pglite-pgvector'

// Makes core/generated/pglite-template.tar.gz: a database right after initdb, with pgvector and nothing of
// ours. Run it again when @electric-sql/pglite changes.
const target = fileURLToPath(new URL('../core/generated/pglite-template.tar.gz', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'loggia-template-'))
const database = await PGlite.create({ dataDir: join(folder, 'data'), extensions: { vector } })
await database.exec('create extension vector; checkpoint')
const dump = await database.dumpDataDir('none')
await database.close()
rmSync(folder, { recursive: true })
const archive = gzipSync(Buffer.from(await dump.arrayBuffer()), { level: 9 })
writeFileSync(target, archive)
console.log(`${target}: ${archive.length} bytes packed, ${gunzipSync(archive).length} unpacked`)
