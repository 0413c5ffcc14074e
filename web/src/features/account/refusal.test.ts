import { expect, test } from 'vitest'
import { refusalOf } from './refusal.ts'

test('a refusal of ours keeps its code, which brings its own words', () => {
  expect(refusalOf('account_suspended')).toEqual({ code: 'account_suspended' })
  expect(refusalOf('sign_up_closed')).toEqual({ code: 'sign_up_closed' })
})

test('words that somebody put into the address are not shown', () => {
  expect(JSON.stringify(refusalOf('Call 555 to unlock your account'))).not.toContain('555')
  expect(refusalOf('account_not_linked').detail).toContain('did not vouch')
})
