import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRedactor } from './redact.ts'

const secret = 'sk-prøj/Ab+"9x&'

test('a secret is hidden in every form it travels in', () => {
  const redactor = createRedactor()
  redactor.learn(secret)
  const basic = (before: string) => Buffer.from(`${before}${secret}:x`)
  const forms = [
    secret,
    JSON.stringify({ key: secret }),
    `https://x.test/?key=${encodeURIComponent(secret)}`,
    new URLSearchParams({ key: secret }).toString(),
    ...['', 'u', 'us'].flatMap(before => [
      basic(before).toString('base64'),
      basic(before).toString('base64url'),
    ]),
  ]
  for (const form of forms) {
    const shown = redactor.text(`before ${form} after`)
    expect(shown).toContain('[secret]')
    expect(shown).toMatch(/^before .* after$/)
    expect(Buffer.from(shown, 'base64').toString()).not.toContain('prøj')
  }
})

test('objects, arrays, keys and errors are hidden through, and the input stays as it was', () => {
  const redactor = createRedactor()
  redactor.learn('hunter2-hunter2')
  const input = {
    list: ['x hunter2-hunter2'],
    'hunter2-hunter2': 1,
    error: new Error('bad key hunter2-hunter2'),
    at: new Date(0),
  }
  const shown = redactor.value(input)
  expect(JSON.stringify(shown)).not.toContain('hunter2')
  expect(shown.at).toBe(input.at)
  expect(input.list[0]).toBe('x hunter2-hunter2')
})

test('nothing is hidden before it is learnt, and short values never are', () => {
  const redactor = createRedactor()
  expect(redactor.text('the key')).toBe('the key')
  redactor.learn('key')
  expect(redactor.text('the key')).toBe('the key')
})

test('whatever the secret and the text around it, the secret is not in what is shown', () => {
  const value = fc
    .string({ minLength: 6, maxLength: 40 })
    .filter(text => text.trim().length >= 6 && !'[secret]'.includes(text))
  fc.assert(
    fc.property(value, fc.string(), fc.string(), (hidden, before, after) => {
      const redactor = createRedactor()
      redactor.learn(hidden)
      expect(
        redactor
          .text(`${before} ${hidden} ${after}`.replaceAll('[secret]', ''))
          .replaceAll('[secret]', '\u0000'),
      ).not.toContain(hidden)
    }),
  )
})
