import { expect, test } from 'vitest'
import { readSlug } from './slug.ts'

test.each([
  ['acme', 'acme'],
  ['ACME', 'acme'],
  [' Acme-2 ', 'acme-2'],
  ['ａｃｍｅ', 'acme'],
  ['ﬁrma', 'firma'],
  ['x'.repeat(39), 'x'.repeat(39)],
])('"%s" is the slug %s', (typed, slug) => {
  expect(readSlug(typed)).toBe(slug)
})

test.each([
  ['аcme', 'a Cyrillic letter'],
  ['acmė', 'an accent'],
  ['ac\u200bme', 'an invisible character'],
  ['ac', 'too short'],
  ['x'.repeat(40), 'too long'],
  ['-acme', 'a dash in front'],
  ['acme-', 'a dash behind'],
  ['ac--me', 'two dashes'],
  ['ac_me', 'an id is no slug'],
  ["acme'; drop table loggia.workspaces", 'SQL'],
  ['', 'nothing'],
])('"%s" is refused: %s', typed => {
  expect(() => readSlug(typed)).toThrow(expect.objectContaining({ code: 'invalid_input' }))
})
