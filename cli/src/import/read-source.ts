import { readFile, stat } from 'node:fs/promises'
import { LoggiaError } from '@loggia/sdk'

/** The largest character file, in bytes; real ones have some kilobytes. */
const maxBytes = 5 * 1024 * 1024
const maxSeconds = 20

/** The JSON of a file, or of an http or https address. Throws `import_unreadable` and what else stands in the way. */
export async function readSource(source: string): Promise<unknown> {
  const isAddress = /^[a-z][a-z0-9+.-]*:\/\//i.test(source)
  const bytes = isAddress ? await download(source) : await readLocal(source)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw unreadable(`${source} is not text in UTF-8.`, cause)
  }
  try {
    return JSON.parse(text)
  } catch (cause) {
    const isCode = /\.[cm]?[jt]s$/.test(source)
      ? ' A character written as code has to be exported as JSON first.'
      : ''
    const isPage = /^\s*</.test(text) ? ' It is a web page: take the address of the raw file.' : ''
    throw unreadable(`${source} is not JSON: ${(cause as Error).message}.${isCode}${isPage}`, cause)
  }
}

async function readLocal(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path)
    if (size > maxBytes) throw tooLarge(path)
    return await readFile(path)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT') throw new LoggiaError('not_found', { detail: `There is no file ${path}.` })
    if (error instanceof LoggiaError) throw error
    throw unreadable(`${path} cannot be read: ${(error as Error).message}.`, error)
  }
}

async function download(address: string): Promise<Uint8Array> {
  const url = URL.parse(address)
  if (!url || !/^https?:$/.test(url.protocol)) throw unreadable(`${address} is neither http nor https.`)
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(maxSeconds * 1_000),
    })
    if (!response.ok) throw unreadable(`${address} answered with status ${response.status}.`)
    for await (const chunk of response.body ?? []) {
      size += chunk.length
      if (size > maxBytes) throw tooLarge(address)
      chunks.push(chunk)
    }
  } catch (error) {
    if (error instanceof LoggiaError) throw error
    const late = (error as Error).name === 'TimeoutError'
    const why = late ? `did not come within ${maxSeconds} seconds` : `cannot be reached: ${reasonOf(error)}`
    throw unreadable(`${address} ${why}.`, error)
  }
  return Buffer.concat(chunks)
}

/** fetch says "fetch failed"; the reason stands in its cause. */
const reasonOf = (error: unknown): string => {
  const { cause, message } = error as Error
  return cause instanceof Error ? cause.message || String((cause as NodeJS.ErrnoException).code) : message
}

const unreadable = (detail: string, cause?: unknown) =>
  new LoggiaError('import_unreadable', { detail, cause })
const tooLarge = (source: string) => unreadable(`${source} is larger than ${maxBytes / 1024 / 1024} MB.`)
