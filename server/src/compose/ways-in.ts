import type { Home, Redactor } from '@loggia/core/identity'
import { createAccount } from '@loggia/core/identity'
import {
  isSuspended,
  peopleOperations,
  recordRefusal,
  requireWelcome,
  revokeKeysOf,
  type SignUpPorts,
  sessionOperations,
  settingsOperations,
  signUpState,
} from '@loggia/core/people'
import { type Clock, type Database, idsBy, type Logger } from '@loggia/core/platform'
import type { Runs } from '@loggia/core/runs'
import { openInvitation } from '@loggia/core/workspaces'
import { accountDoors } from '../auth/account-doors.ts'
import { attemptLimit } from '../auth/attempt-limit.ts'
import { linkDoors } from '../auth/link-doors.ts'
import { peopleDoors } from '../auth/people-doors.ts'
import { lazySignIn } from '../auth/sign-in.ts'
import { openSso } from '../auth/sso.ts'
import { ssoDoors } from '../auth/sso-doors.ts'
import type { Config } from '../config.ts'
import type { Handlers } from '../http/handlers.ts'
import { openPostOffice } from '../mail/index.ts'

export interface WaysInParts {
  config: Config
  database: Database
  clock: Clock
  log: Logger
  redactor: Redactor
  runs: Runs
  /** Signs session cookies. */
  cookieSecret: string
  home(): Home
}

export type PeopleHandlers = Pick<
  Handlers['json'],
  | 'account.ways'
  | 'sessions.revoke'
  | 'people.list'
  | 'people.suspend'
  | 'people.unsuspend'
  | 'people.reset'
  | 'people.delete'
  | 'settings.get'
  | 'settings.change'
>

/** People and how they get in: passwords, mailed links, single sign-on, and what operators do about them. */
export function openWaysIn(parts: WaysInParts) {
  const { config, database, clock, log, redactor, runs, cookieSecret } = parts
  let address = config.publicUrl ?? `http://${config.host}`
  const url = () => address
  if (config.smtpUrl !== undefined) redactor.learn(decodeURIComponent(new URL(config.smtpUrl).password))
  if (config.sso) redactor.learn(config.sso.clientSecret)

  const isLoopback = ['127.0.0.1', '::1', 'localhost'].includes(config.host)
  const post = openPostOffice({
    smtpUrl: config.smtpUrl,
    from: config.mailFrom,
    isDevelopment: isLoopback && config.publicUrl === undefined,
    log,
  })
  const signUps: SignUpPorts = {
    database,
    clock,
    invitationOf: token => openInvitation(database.instance, token, clock()).catch(() => undefined),
  }
  const signInPorts = {
    auth: database.auth,
    secret: cookieSecret,
    url,
    send: post.send,
    isSuspended: (userId: string) => isSuspended(database, userId),
    onProven: (userId: string) => revokeKeysOf(database, userId),
  }
  const signIn = lazySignIn(signInPorts)
  const sso =
    config.sso &&
    openSso(config.sso, {
      ...signInPorts,
      async welcome(user) {
        await requireWelcome(signUps, user)
        return idsBy(clock)('user')
      },
      housed: async user => void (await createAccount({ database, clock }, user)),
    })
  const limit = attemptLimit(clock)
  const people = peopleOperations({
    database,
    homeUserId: () => parts.home().userId,
    sendReset: signIn.sendReset,
    requireMail: post.requireOpen,
    cancelRun: (db, runId) => runs.cancel(db, runId),
    cancelRuns: db => runs.cancelAll(db),
  })
  const json: PeopleHandlers = {
    'account.ways': async () => ({
      signUp: await signUpState({ database }),
      link: post.isOpen,
      ...(sso && { sso: { name: sso.name } }),
    }),
    'sessions.revoke': sessionOperations.revoke,
    'people.list': people.list,
    'people.suspend': people.suspend,
    'people.unsuspend': people.unsuspend,
    'people.reset': people.reset,
    'people.delete': people.delete,
    'settings.get': settingsOperations.get,
    'settings.change': settingsOperations.change,
  }

  return {
    json,
    wire: {
      ...accountDoors({ signUps, signIn, limit }),
      ...linkDoors({ database, signIn, post, limit, log }),
      ...ssoDoors({ sso, limit, refused: (context, reason) => recordRefusal(database, context, reason) }),
      ...peopleDoors({ database, cookieSecret }),
    },
    /** The address people use. */
    url,
    /** Says where the server listens, which is the address people use where no other was set. */
    listensAt(listening: string): void {
      if (config.publicUrl === undefined) address = listening
    },
    ...(post.isOpen && {
      mail: (to: string, subject: string, text: string) => post.send({ to, subject, text }),
    }),
  }
}
