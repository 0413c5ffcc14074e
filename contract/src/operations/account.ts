import { z } from 'zod'
import { nothing, operation } from './operation.ts'

const tag = 'Account'
const email = z.email().max(200)
const password = z.string().min(8).max(128)
const name = z.string().trim().min(1).max(80)
const credentials = z.object({ email, password })
const secret = z.string().min(1).max(500)

/** The ways into an account and out of it. Each sets or takes the session cookie, or sends a link. */
export const account = {
  claim: operation({
    method: 'POST',
    path: '/api/auth/claim',
    summary: 'Makes the first user, who is operator, with the one-time link that the console prints.',
    tag,
    access: 'public',
    errors: ['setup_link_invalid'],
    input: credentials.extend({ code: z.string().min(1).max(200), name }),
    output: nothing,
  }),
  ways: operation({
    method: 'GET',
    path: '/api/auth/ways',
    summary: 'Says how one gets in here: whether anybody may sign up, by mailed link, by single sign-on.',
    tag,
    access: 'public',
    input: z.object({}),
    output: z.object({
      signUp: z.enum(['open', 'invited', 'closed']).describe('Closed until the operator has come.'),
      link: z.boolean().describe('Whether a link to sign in can be mailed.'),
      sso: z.object({ name: z.string() }).optional(),
    }),
  }),
  signUp: operation({
    method: 'POST',
    path: '/api/auth/sign-up',
    summary: 'Makes an account with a workspace of its own and signs in.',
    description: 'While the instance is not open to everybody, the token of an invitation is needed.',
    tag,
    access: 'public',
    errors: ['sign_up_closed', 'conflict'],
    input: credentials.extend({ name, invitation: secret.optional() }),
    output: nothing,
  }),
  signIn: operation({
    method: 'POST',
    path: '/api/auth/sign-in/email',
    summary: 'Signs in with e-mail and password; the session comes as a cookie.',
    tag,
    access: 'public',
    errors: ['account_suspended'],
    input: credentials,
    output: nothing,
  }),
  sendLink: operation({
    method: 'POST',
    path: '/api/auth/link',
    summary: 'Mails a link that signs in once; the answer is the same for an address that has no account.',
    tag,
    access: 'public',
    errors: ['mail_unavailable'],
    input: z.object({ email }),
    output: nothing,
  }),
  enterByLink: operation({
    method: 'POST',
    path: '/api/auth/link/enter',
    summary: 'Signs in with the token of a mailed link.',
    tag,
    access: 'public',
    errors: ['link_invalid', 'account_suspended'],
    input: z.object({ token: secret }),
    output: nothing,
  }),
  sendReset: operation({
    method: 'POST',
    path: '/api/auth/password/forgotten',
    summary: 'Mails a link to choose another password; the answer is the same for an unknown address.',
    tag,
    access: 'public',
    errors: ['mail_unavailable'],
    input: z.object({ email }),
    output: nothing,
  }),
  resetPassword: operation({
    method: 'POST',
    path: '/api/auth/password/reset',
    summary: 'Sets a password with the token of a mailed link and ends every session of the account.',
    tag,
    access: 'public',
    errors: ['link_invalid'],
    input: z.object({ token: secret, password }),
    output: nothing,
  }),
  startSso: operation({
    method: 'POST',
    path: '/api/auth/sso',
    summary: 'Begins single sign-on: the address of the identity provider to go to.',
    tag,
    access: 'public',
    errors: ['sso_unavailable'],
    input: z.object({ invitation: secret.optional() }),
    output: z.object({ url: z.string() }),
  }),
  finishSso: operation({
    method: 'GET',
    path: '/api/auth/callback/sso',
    summary:
      'Where the identity provider sends people back to; goes on to the app, or to its sign-in page with `error`.',
    tag,
    access: 'public',
    wire: 'html',
    errors: ['sso_unavailable'],
    input: z.looseObject({}),
    output: z.string(),
  }),
  signOut: operation({
    method: 'POST',
    path: '/api/auth/sign-out',
    summary: 'Ends the session.',
    tag,
    access: 'public',
    input: z.object({}),
    output: nothing,
  }),
}
