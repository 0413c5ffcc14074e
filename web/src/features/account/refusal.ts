import { isErrorCode } from '@loggia/sdk'

/**
 * Why single sign-on sent somebody back, in our words. The address may come from anybody, so nothing of it is
 * shown: a code that is not known says no more than that it failed.
 */
export function refusalOf(code: string): { code: string; detail?: string } {
  if (isErrorCode(code)) return { code }
  if (code === 'account_not_linked') {
    return {
      code: 'forbidden',
      detail:
        'There is an account with this address, and the identity provider did not vouch for the address.',
    }
  }
  if (code === 'access_denied')
    return { code: 'unauthenticated', detail: 'The identity provider let nobody in.' }
  return { code: 'sso_unavailable', detail: 'The sign-in at the identity provider did not come to its end.' }
}
