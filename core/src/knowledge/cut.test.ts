import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cut } from './cut.ts'
import { sectionsOf } from './markdown.ts'
import { quoteFrom } from './quote.ts'

test('Markdown is cut at its headings, each passage with the path it stands under', () => {
  const source = [
    '---',
    'author: Ada',
    '---',
    'Before.',
    '# Shop *rules*',
    'Welcome.',
    '## Returns',
    'Thirty days.',
    'Shipping',
    '--------',
    'Free over 50.',
    '# [About](https://example.org) us #',
    'We are small.',
  ].join('\n')
  expect(sectionsOf(source)).toEqual([
    { heading: '', text: 'author: Ada' },
    { heading: '', text: 'Before.' },
    { heading: 'Shop rules', text: 'Welcome.' },
    { heading: 'Shop rules > Returns', text: 'Thirty days.' },
    { heading: 'Shop rules > Shipping', text: 'Free over 50.' },
    { heading: 'About us', text: 'We are small.' },
  ])
})

test('what looks like a heading inside fenced code is code, and a rule under a list is a rule', () => {
  const source = '# Use\n```sh\n# not a heading\n```\n- one\n---\nlast'
  expect(sectionsOf(source)).toEqual([
    { heading: 'Use', text: '```sh\n# not a heading\n```\n- one\n---\nlast' },
  ])
})

test('paragraphs are joined until a passage is full and never cut in the middle of a sentence', () => {
  const sentence = 'The library opens at nine and closes at six on every working day of the week. '
  const chunks = cut([{ heading: 'Hours', text: `Short.\n\nAlso short.\n\n${sentence.repeat(30)}` }])
  expect(chunks[0]?.text).toMatch(/^Short\.\n\nAlso short\./)
  expect(chunks.map(chunk => chunk.position)).toEqual(chunks.map((_, index) => index))
  expect(chunks.length).toBeGreaterThan(2)
  for (const chunk of chunks) {
    expect(chunk.heading).toBe('Hours')
    expect(chunk.text.length).toBeLessThanOrEqual(800)
    expect(chunk.text.endsWith('.')).toBe(true)
  }
})

test('no letter is lost and no character is cut in half, whatever the text', () => {
  const text = fc.array(
    fc.oneof(fc.string({ unit: 'binary' }), fc.constant('\n\n'), fc.constant('😀'.repeat(1_700))),
  )
  fc.assert(
    fc.property(text, parts => {
      const source = parts.join('')
      const chunks = cut([{ heading: '', text: source }])
      const letters = (value: string) => value.replace(/\s/gu, '')
      expect(letters(chunks.map(chunk => chunk.text).join(''))).toBe(letters(source))
      for (const chunk of chunks) expect(chunk.text.isWellFormed()).toBe(source.isWellFormed())
    }),
    { numRuns: 20 },
  )
})

test('a quote is the sentence with most of the words asked for, word for word', () => {
  const passage = 'We are a small shop. Goods can be returned within thirty days. Shipping is free.'
  expect(quoteFrom(passage, 'How do I return goods?')).toBe('Goods can be returned within thirty days.')
  expect(quoteFrom(passage, 'Öffnungszeiten')).toBe('We are a small shop.')
  const long = quoteFrom('word '.repeat(200), 'word')
  expect(long.length).toBeLessThanOrEqual(300)
  expect('word '.repeat(200)).toContain(long)
})
