import { createReadStream, createWriteStream } from 'node:fs'
import { access, open, rename, rm } from 'node:fs/promises'
import { pipeline as join, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdCompress, createZstdDecompress } from 'node:zlib'
import { LoggiaError } from '@loggia/contract'
import { type Header, lineDigest, type Part } from './lines.ts'

/**
 * Writes a backup: its header in plain text, then the lines compressed with zstd. It appears under its name
 * whole or not at all, readable by its owner only; a file that is there is not replaced.
 */
export async function writeBackup(
  file: string,
  header: Header,
  body: (header: string) => AsyncIterable<string>,
): Promise<void> {
  if (await isThere(file)) throw new LoggiaError('invalid_input', { detail: `${file} is there already.` })
  const half = `${file}.${process.pid}.part`
  try {
    const first = JSON.stringify(header)
    const start = await open(half, 'wx', 0o600)
    await start.writeFile(`${first}\n`)
    await start.close()
    const rest = createWriteStream(half, { flags: 'a', flush: true })
    await pipeline(Readable.from(inBlocks(body(first))), createZstdCompress(), rest)
    await rename(half, file)
  } catch (error) {
    await rm(half, { force: true })
    throw asFileError(file, error)
  }
}

const isThere = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  )

function asFileError(file: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (error instanceof LoggiaError || typeof code !== 'string' || !/^E[A-Z]+$/.test(code)) return error
  if (code === 'ENOSPC') return new LoggiaError('disk_full', { cause: error })
  return new LoggiaError('invalid_input', { detail: `${file} cannot be used: ${code}.`, cause: error })
}

/** Lines in blocks that are worth a call of the compressor. */
async function* inBlocks(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let block = ''
  for await (const line of lines) {
    block += `${line}\n`
    if (block.length < 65_536) continue
    yield block
    block = ''
  }
  yield block
}

/** The header of a backup and where its body begins. Throws `backup_damaged` when it is none that we can read. */
export async function readHeader(file: string): Promise<{ header: Header; text: string; bytes: number }> {
  for await (const text of splitLines(createReadStream(file), asFileErrors(file))) {
    const header = parse<Header>(text)
    if (header?.loggia !== 'backup' || !Array.isArray(header.migrations)) break
    if (header.format !== 1) {
      throw new LoggiaError('schema_newer', {
        detail: `The backup has format ${header.format}, this program reads 1.`,
      })
    }
    return { header, text, bytes: Buffer.byteLength(text) + 1 }
  }
  throw damaged(file, 'It does not begin as one')
}

/** The lines after the header, checked as they go by: a file that was cut or changed throws `backup_damaged`. */
export async function* readParts(file: string): AsyncGenerator<Part> {
  const { text, bytes } = await readHeader(file)
  const whole = lineDigest()
  whole.add(text)
  let table = lineDigest()
  let rows = 0
  // The reader of the lines meets the errors of all of them.
  const body = join(createReadStream(file, { start: bytes }), createZstdDecompress(), () => undefined)
  const broken = () => damaged(file, 'It was cut or changed')
  for await (const line of splitLines(body, broken)) {
    const part: Part | undefined = line.startsWith('[') ? { row: line } : parse<Part>(line)
    if (!part) throw broken()
    if ('done' in part) {
      if (part.sha256 !== whole.hex()) throw broken()
      return
    }
    whole.add(line)
    if ('table' in part) {
      table = lineDigest()
      rows = 0
    } else if ('row' in part) {
      table.add(line)
      rows++
    } else if ('end' in part && (part.rows !== rows || part.sha256 !== table.hex())) throw broken()
    yield part
  }
  throw broken()
}

const damaged = (file: string, why: string) =>
  new LoggiaError('backup_damaged', { detail: `${file}: ${why}.` })

const asFileErrors = (file: string) => (error: unknown) => asFileError(file, error)

function parse<T>(line: string): T | undefined {
  try {
    return JSON.parse(line) as T
  } catch {
    return undefined
  }
}

/** Lines of a stream, ended by a line feed and by nothing else: text may hold every other separator. */
async function* splitLines(stream: Readable, explain: (error: unknown) => unknown): AsyncGenerator<string> {
  const pieces: Buffer[] = []
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      let from = 0
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
        const line = Buffer.concat([...pieces.splice(0), chunk.subarray(from, end)]).toString('utf8')
        from = end + 1
        yield line
      }
      pieces.push(chunk.subarray(from))
    }
  } catch (error) {
    throw explain(error)
  } finally {
    stream.destroy()
  }
}
