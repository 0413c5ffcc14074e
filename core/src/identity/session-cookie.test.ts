import { expect, test } from 'vitest'
import { readSessionCookie } from './session-cookie.ts'

// As better-auth 1.7.5 (better-call's signCookieValue) writes it for this token and secret.
const secret = 'a secret of at least thirty-two characters'
const token = 'nJ3q0TfWc2bYxGq8m1S5kLr7vZpAeU4h'
const value = `${token}.uA7o%2BC5msuLfL5C3rnatZxE2wKuh4wAJvTBNow1VtAY%3D`
const read = (header: string | undefined, key = secret) => readSessionCookie(header, 'loggia', key)

test('a signed cookie gives its token, wherever it stands in the header', () => {
  for (const header of [
    `loggia.session_token=${value}`,
    `theme=dark; loggia.session_token=${value};x=y`,
    `__Secure-loggia.session_token=${value}`,
  ]) {
    expect(read(header)).toBe(token)
  }
})

test('the cookie of https wins over a plain one that a neighbour may have set', () => {
  expect(read(`loggia.session_token=forged.x; __Secure-loggia.session_token=${value}`)).toBe(token)
  expect(read(`loggia.session_token=${value}; __Secure-loggia.session_token=forged.x`)).toBeUndefined()
})

test('a cookie that is missing, unsigned, changed or signed with another secret gives nothing', () => {
  for (const header of [
    undefined,
    '',
    'loggia.session_token=',
    `loggia.session_token=${token}`,
    `loggia.session_token=${token}.`,
    `loggia.session_token=x${value}`,
    `loggia.session_token=${value.replace('uA7o', 'uA7p')}`,
    `loggia.session_token=%E0%A4%A`,
    `other.session_token=${value}`,
  ]) {
    expect(read(header)).toBeUndefined()
  }
  expect(read(`loggia.session_token=${value}`, `${secret}!`)).toBeUndefined()
})
