import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { operations } from '@loggia/contract'
import { expect, test } from 'vitest'
import { root } from '../run/root.mjs'
import { surfaceOf, surfaces } from './surfaces.ts'
import { owaspClasses, strideClasses } from './threat.ts'
import { threatModelPage, threats } from './threat-model.ts'

/** Whether a test of this title stands in the text, in whatever quotes. */
const hasTest = (text: string, title: string): boolean =>
  ["'", '"', '`'].some(quote => text.includes(quote + title.replaceAll(quote, `\\${quote}`) + quote))

test('each test that the threat model names exists', () => {
  const missing = threats.flatMap(({ id, proof }) =>
    'accepted' in proof
      ? []
      : proof
          .filter(({ file, title }) => {
            const path = join(root, file)
            return !existsSync(path) || !hasTest(readFileSync(path, 'utf8'), title)
          })
          .map(({ file, title }) => `${id}: ${file}: ${title}`),
  )
  expect(missing).toEqual([])
})

test('a test that does not exist would be missed', () => {
  expect(hasTest("test('a fact', () => {})", 'a fact')).toBe(true)
  expect(hasTest("test('a fact', () => {})", 'another fact')).toBe(false)
})

test('each operation has its surface, and each surface a threat', () => {
  expect(Object.keys(operations).filter(group => !surfaceOf[group])).toEqual([])
  const threatened = new Set(threats.map(threat => threat.surface))
  expect(Object.keys(surfaces).filter(surface => !threatened.has(surface as keyof typeof surfaces))).toEqual(
    [],
  )
})

test('each threat is proven or accepted with a reason, under a name of its own', () => {
  const unproven = threats.filter(({ proof }) =>
    'accepted' in proof ? proof.accepted.length < 40 : proof.length === 0,
  )
  expect(unproven.map(({ id }) => id)).toEqual([])
  expect(new Set(threats.map(({ id }) => id)).size).toBe(threats.length)
})

test('each class of STRIDE and of both OWASP lists is looked at', () => {
  const used = new Set(threats.flatMap(({ stride, owasp }) => [...stride, ...owasp] as string[]))
  expect(
    [...Object.keys(strideClasses), ...Object.keys(owaspClasses)].filter(code => !used.has(code)),
  ).toEqual([])
})

test('the page is what the data says', () => {
  const page = readFileSync(join(root, 'docs/security/threat-model.md'), 'utf8')
  expect(page).toBe(threatModelPage(Object.keys(operations)))
})
