import { parentPort, workerData } from 'node:worker_threads'
import { extractText, getDocumentProxy } from 'unpdf'

/** What the thread answers: the text of each page, or why there is none. */
export type PdfAnswer = { pages: string[] } | { failure: 'encrypted' | 'pages' | 'broken' }

const { bytes, maxPages } = workerData as { bytes: Uint8Array; maxPages: number }

async function read(): Promise<PdfAnswer> {
  try {
    const pdf = await getDocumentProxy(bytes, { verbosity: 0 })
    if (pdf.numPages > maxPages) return { failure: 'pages' }
    const { text } = await extractText(pdf, { mergePages: false })
    return { pages: text }
  } catch (error) {
    return { failure: error instanceof Error && error.name === 'PasswordException' ? 'encrypted' : 'broken' }
  }
}

parentPort?.postMessage(await read())
