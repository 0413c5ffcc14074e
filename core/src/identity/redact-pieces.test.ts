import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRedactor } from './redact.ts'
import { shortestPiece } from './redact-pieces.ts'

const secret = 'sk-proj-4f9Kq2LmZx81TbWcYv07RnHd'

test('a secret that is spread over two fields, cut or wrapped is hidden', () => {
  const redactor = createRedactor()
  redactor.learn(secret)
  const line = JSON.stringify({ first: secret.slice(0, 16), second: secret.slice(16) })
  expect(redactor.text(line)).toBe('{"first":"[secret]","second":"[secret]"}')
  expect(redactor.text(`Bearer ${secret.slice(0, 20)}…`)).toBe('Bearer [secret]…')
  expect(redactor.text(`${secret.slice(0, 15)}\n${secret.slice(15)}`)).toBe('[secret]\n[secret]')
})

test('wherever a piece stands and wherever it was cut, twelve characters in a row are never shown', () => {
  const word = fc.stringMatching(/^[A-Za-z0-9_+/=-]{16,80}$/)
  const around = fc.string({ maxLength: 40 })
  fc.assert(
    fc.property(word, fc.nat(), fc.nat(), around, around, (whole, start, length, before, after) => {
      const from = start % (whole.length - shortestPiece + 1)
      const piece = whole.slice(from, from + shortestPiece + (length % (whole.length - shortestPiece + 1)))
      const redactor = createRedactor()
      redactor.learn(whole)
      expect(redactor.text(`${before}\u0000${piece}\u0000${after}`)).not.toContain(piece)
    }),
    { numRuns: 500 },
  )
})

test('ordinary words that a longer secret happens to hold are shown', () => {
  const redactor = createRedactor()
  redactor.learn('the conversation could not be found anywhere')
  redactor.learn('https://models.example.com/v1/secret-path')
  const text = 'The request to https://models.example.com failed: conversation could not be read.'
  expect(redactor.text(text)).toBe(text)
})

test('a secret in hex, or in a URL with small letters, is hidden', () => {
  const redactor = createRedactor()
  redactor.learn('p@ss/wörd+1')
  const encoded = encodeURIComponent('p@ss/wörd+1')
  for (const form of [encoded, encoded.toLowerCase(), Buffer.from('p@ss/wörd+1').toString('hex')])
    expect(redactor.text(`key=${form}&x`)).toBe('key=[secret]&x')
})
