import type { ErrorRows } from './rows.ts'

/** What keeps people from getting in. */
export const peopleErrors = {
  invitation_invalid: {
    status: 410,
    exit: 77,
    title: 'This invitation was used, was revoked or has expired.',
    next: 'Ask whoever invited you for a new one.',
  },
  setup_link_invalid: {
    status: 403,
    exit: 77,
    title: 'This one-time link is not valid any more.',
    next: 'Restart the server to print a new link, or sign in if the operator exists already.',
  },
  sign_up_closed: {
    status: 403,
    exit: 77,
    title: 'This instance lets only invited people sign up.',
    next: 'Ask somebody who is in for an invitation, or the operator to open sign-up.',
  },
  account_suspended: {
    status: 403,
    exit: 77,
    title: 'This account is suspended.',
    next: 'Ask the operator of this instance why, and to lift it.',
  },
  link_invalid: {
    status: 403,
    exit: 77,
    title: 'This link was used, is too old or was never sent.',
    next: 'Ask for a new link and open it within its time, once.',
  },
  mail_unavailable: {
    status: 503,
    exit: 69,
    title: 'This instance cannot send mail.',
    next: 'The operator sets LOGGIA_SMTP_URL; until then sign in with a password or single sign-on.',
  },
  sso_unavailable: {
    status: 503,
    exit: 69,
    title: 'Single sign-on is not set up, or its identity provider does not answer as it should.',
    next: 'Sign in another way; the operator checks LOGGIA_OIDC_ISSUER and that the provider can be reached.',
  },
} as const satisfies ErrorRows
