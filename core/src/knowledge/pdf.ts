import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { LoggiaError } from '@loggia/contract'
import type { Section } from './markdown.ts'
import type { PdfAnswer } from './pdf-worker.ts'

/** A PDF may have this many pages and take this long, in milliseconds. */
const maxPages = 2_000
const maxMilliseconds = 30_000

const reasons = {
  encrypted: 'The PDF is protected by a password; remove the protection and add it again.',
  pages: `The PDF has more than ${maxPages} pages; split it.`,
  broken: 'The file is not a PDF that can be read.',
  empty: 'The PDF holds no text, only pictures (a scan?); run text recognition over it first.',
  slow: `Reading the PDF took longer than ${maxMilliseconds / 1_000} seconds.`,
}

const unreadable = (reason: keyof typeof reasons) =>
  new LoggiaError('document_unreadable', { detail: reasons[reason] })

/**
 * The text of a PDF, page by page. It is read in a thread of its own with bounded memory and time: files
 * of strangers can make a parser spin. Throws `document_unreadable` with the reason.
 */
export async function readPdf(bytes: Uint8Array, signal?: AbortSignal): Promise<Section[]> {
  const answer = await askThread(bytes, signal)
  if ('failure' in answer) throw unreadable(answer.failure)
  const sections = answer.pages.map((text, index) => ({ heading: '', page: index + 1, text: unwrap(text) }))
  const filled = sections.filter(section => section.text !== '')
  if (filled.length === 0) throw unreadable('empty')
  return filled
}

/** The whole text of a PDF, pages apart by blank lines. Throws like `readPdf`. */
export const readPdfText = async (bytes: Uint8Array, signal?: AbortSignal): Promise<string> =>
  (await readPdf(bytes, signal)).map(page => page.text).join('\n\n')

async function askThread(bytes: Uint8Array, signal: AbortSignal | undefined): Promise<PdfAnswer> {
  signal?.throwIfAborted()
  const file = new URL(`./pdf-worker${extname(import.meta.url)}`, import.meta.url)
  const worker = new Worker(file, {
    workerData: { bytes, maxPages },
    resourceLimits: { maxOldGenerationSizeMb: 512 },
    execArgv: [],
  })
  const { promise, resolve, reject } = Promise.withResolvers<PdfAnswer>()
  const stop = () => reject(signal?.reason)
  const timer = setTimeout(() => reject(unreadable('slow')), maxMilliseconds)
  signal?.addEventListener('abort', stop)
  worker.once('message', resolve)
  worker.once('error', () => reject(unreadable('broken')))
  worker.once('exit', () => reject(unreadable('broken')))
  try {
    return await promise
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
    await worker.terminate()
  }
}

/** Joins the lines of a page into running text: words cut at a line's end become whole again. */
const unwrap = (page: string): string =>
  page
    .replace(/(\p{L})-\n(\p{Ll})/gu, '$1$2')
    .replace(/[ \t]*\n[ \t]*(?!\n)/g, '\n')
    .replace(/([^\n])\n(?!\n)/g, '$1 ')
    .trim()
