import { expect, test } from 'vitest'
import { makePdf } from './pdf-fixture.ts'
import { mediaTypeOf, readDocument } from './read.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const pdf = (file: Uint8Array) => readDocument({ bytes: file, mediaType: 'application/pdf' })

test('a PDF gives its text page by page, with the words cut at line ends made whole', async () => {
  const sections = await pdf(
    makePdf([['Goods can be re-', 'turned within', 'thirty days.'], ['Second page.']]),
  )
  expect(sections).toEqual([
    { heading: '', page: 1, text: 'Goods can be returned within thirty days.' },
    { heading: '', page: 2, text: 'Second page.' },
  ])
})

test('a PDF behind a password, of pictures only, or broken is refused with the reason', async () => {
  await expect(pdf(makePdf([['secret']], true))).rejects.toMatchObject({
    code: 'document_unreadable',
    message: expect.stringContaining('password'),
  })
  await expect(pdf(makePdf([[], []]))).rejects.toMatchObject({
    code: 'document_unreadable',
    message: expect.stringContaining('pictures'),
  })
  await expect(pdf(bytes('%PDF-1.7 and then nothing'))).rejects.toMatchObject({ code: 'document_unreadable' })
})

test('reading a PDF ends when its signal is aborted', async () => {
  const reading = readDocument(
    { bytes: makePdf([['text']]), mediaType: 'application/pdf' },
    AbortSignal.abort(new Error('stop')),
  )
  await expect(reading).rejects.toThrow('stop')
})

test('a file is known by what it holds before what it is called', () => {
  expect(mediaTypeOf('notes.txt', makePdf([['x']]))).toBe('application/pdf')
  expect(mediaTypeOf('README.md', bytes('# Hi'))).toBe('text/markdown')
  expect(mediaTypeOf('log', bytes('hi'))).toBe('text/plain')
})

test('text in UTF-16 with its mark is read; bytes of no known kind, and emptiness, are refused', async () => {
  const plain = (file: Uint8Array) => readDocument({ bytes: file, mediaType: 'text/plain' })
  const utf16 = new Uint8Array([0xff, 0xfe, ...Buffer.from('Grüße', 'utf16le')])
  expect(await plain(utf16)).toEqual([{ heading: '', text: 'Grüße' }])
  await expect(plain(new Uint8Array([0x89, 0x50, 0x4e, 0xff]))).rejects.toMatchObject({
    code: 'unsupported_media',
  })
  await expect(plain(bytes('a\u0000b'))).rejects.toMatchObject({ code: 'unsupported_media' })
  await expect(plain(bytes(' \n --- '))).rejects.toMatchObject({ code: 'document_unreadable' })
})

test('a document over 10 MB is refused', async () => {
  const file = { bytes: new Uint8Array(10 * 1024 * 1024 + 1), mediaType: 'text/plain' as const }
  await expect(readDocument(file)).rejects.toMatchObject({ code: 'payload_too_large' })
})
