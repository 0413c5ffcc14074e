import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { constants, zstdDecompressSync } from 'node:zlib'
import { fingerprintOf, type MigrationFile } from '../migrations.ts'

const generated = new URL('../../../generated/', import.meta.url)

/** A database right after initdb, with pgvector and nothing of ours. */
export const bareTemplate = new URL('pglite-template.tar.zst', generated)

/** A database after exactly these migrations, which saves a first start about a second. */
export const migratedTemplate = (migrations: readonly MigrationFile[]): URL =>
  new URL(`pglite-template-${fingerprintOf(migrations)}.tar.zst`, generated)

/** The template to start from: the migrated one where it was built for these migrations, else the bare one. */
export function templateFor(migrations: readonly MigrationFile[]): URL {
  const migrated = migratedTemplate(migrations)
  return existsSync(migrated) ? migrated : bareTemplate
}

/**
 * Unpacks a template (.tar.zst) to a folder that must not exist. It appears there whole or not at all, so
 * a first start that is killed in the middle starts over.
 */
export function unpackTemplate(template: URL | string, folder: string) {
  const half = `${folder}.half`
  rmSync(half, { recursive: true, force: true })
  mkdirSync(half, { recursive: true, mode: 0o700 })
  const made = new Set<string>([half])
  for (const entry of entriesOf(unpack(readFileSync(template)))) {
    const target = join(half, normalize(`/${entry.path}`))
    const parent = entry.bytes ? dirname(target) : target
    if (!made.has(parent)) mkdirSync(parent, { recursive: true, mode: 0o700 })
    made.add(parent)
    if (entry.bytes) writeFileSync(target, entry.bytes, { mode: 0o600 })
  }
  renameSync(half, folder)
}

const unpack = (packed: Buffer) =>
  zstdDecompressSync(packed, { params: { [constants.ZSTD_d_windowLogMax]: 27 } })

interface Entry {
  path: string
  /** Absent for a folder. */
  bytes?: Buffer
}

/** The entries of a ustar archive: blocks of 512 bytes, a header before each file. */
function* entriesOf(tar: Buffer): Generator<Entry> {
  for (let at = 0; at + 512 <= tar.length; ) {
    const header = tar.subarray(at, at + 512)
    const name = text(header, 0, 100)
    if (name === '') return
    const prefix = text(header, 257, 5) === 'ustar' ? text(header, 345, 155) : ''
    const size = Number.parseInt(text(header, 124, 12).trim() || '0', 8)
    const path = prefix ? `${prefix}/${name}` : name
    const isFolder = header[156] === 0x35 || path.endsWith('/')
    yield isFolder ? { path } : { path, bytes: tar.subarray(at + 512, at + 512 + size) }
    at += 512 + Math.ceil(size / 512) * 512
  }
}

const text = (block: Buffer, start: number, length: number) => {
  const field = block.subarray(start, start + length)
  const end = field.indexOf(0)
  return field.subarray(0, end < 0 ? length : end).toString('utf8')
}
