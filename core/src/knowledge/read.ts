import { extname } from 'node:path'
import { type DocumentMediaType, LoggiaError, maxDocumentBytes } from '@loggia/contract'
import { type Section, sectionsOf } from './markdown.ts'
import { readPdf } from './pdf.ts'

const byExtension: Record<string, DocumentMediaType> = {
  '.md': 'text/markdown',
  '.markdown': 'text/markdown',
  '.mdx': 'text/markdown',
  '.pdf': 'application/pdf',
}

/** What a file is: a PDF by its first bytes, Markdown by its name, else plain text. */
export function mediaTypeOf(name: string, bytes: Uint8Array): DocumentMediaType {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 1_024))
  if (start.includes('%PDF-')) return 'application/pdf'
  return byExtension[extname(name).toLowerCase()] ?? 'text/plain'
}

/**
 * Reads a document into sections. Throws `payload_too_large` beyond 10 MB, `unsupported_media` for a file
 * that is neither text nor PDF, `document_unreadable` where there is no text in it.
 */
export async function readDocument(
  file: { bytes: Uint8Array; mediaType: DocumentMediaType },
  signal?: AbortSignal,
): Promise<Section[]> {
  if (file.bytes.byteLength > maxDocumentBytes) {
    throw new LoggiaError('payload_too_large', { detail: 'A document may have at most 10 MB.' })
  }
  const sections = (await read(file, signal)).map(section => ({ ...section, text: storable(section.text) }))
  if (!sections.some(section => /[\p{L}\p{N}]/u.test(section.text))) {
    throw new LoggiaError('document_unreadable', { detail: 'The document is empty.' })
  }
  return sections
}

/** Text without what a database refuses: zero bytes and halves of characters. */
const storable = (text: string): string => text.replaceAll('\u0000', '').toWellFormed()

function read(file: { bytes: Uint8Array; mediaType: DocumentMediaType }, signal: AbortSignal | undefined) {
  if (file.mediaType === 'application/pdf') return readPdf(file.bytes, signal)
  const text = decode(file.bytes)
  return file.mediaType === 'text/markdown' ? sectionsOf(text) : [{ heading: '', text }]
}

/** UTF-8, or UTF-16 with its mark. */
function decode(bytes: Uint8Array): string {
  const marks: Record<string, string> = { fffe: 'utf-16le', feff: 'utf-16be' }
  const encoding = marks[Buffer.from(bytes.subarray(0, 2)).toString('hex')] ?? 'utf-8'
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    if (!text.includes('\u0000')) return text
  } catch {
    // Not that encoding: what it is instead is not ours to guess.
  }
  throw new LoggiaError('unsupported_media', {
    detail: 'The file is neither a PDF nor text in UTF-8.',
  })
}
