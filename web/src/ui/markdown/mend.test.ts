import { expect, test } from 'vitest'
import { mend } from './mend.ts'

test('a finished text stays as it is', () => {
  expect(mend('A **bold** word, `code` and [a link](https://a.example).')).toBe(
    'A **bold** word, `code` and [a link](https://a.example).',
  )
})

test('an open emphasis is closed, so that its stars never show', () => {
  expect(mend('so **very')).toBe('so **very**')
})

test('an open code span is closed', () => {
  expect(mend('call `now(')).toBe('call `now(`')
})

test('a link whose address is still arriving shows its words only', () => {
  expect(mend('see [the docs](https://exa')).toBe('see the docs')
  expect(mend('see [the do')).toBe('see the do')
})

test('marks inside an open code block are code and are left alone', () => {
  expect(mend('```ts\nconst a = `x')).toBe('```ts\nconst a = `x')
})
