import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../lib/client.ts'
import { waysQuery } from '../../lib/queries/account.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { Doorway } from './doorway.tsx'
import { LetterForm } from './letter-form.tsx'
import { refusalOf } from './refusal.ts'
import { SsoButton } from './sso-button.tsx'
import { useSubmit } from './use-submit.ts'

interface Visit {
  /** Why single sign-on sent one back here. */
  error: string
  /** The token of an invitation that waits. */
  invitation: string
  onDone: () => void
}

/** Signs in: by e-mail and password, by a mailed link, by single sign-on, whatever this instance has. */
export function SignIn({ error, invitation, onDone }: Visit) {
  const [way, setWay] = useState<'password' | 'link' | 'reset'>('password')
  const ways = useQuery(waysQuery).data
  const { pending, problem, onSubmit } = useSubmit(async ({ email = '', password = '' }) => {
    await client.account.signIn({ email, password })
    onDone()
  })
  const shown = problem ?? (error ? refusalOf(error) : undefined)
  return (
    <Doorway title="Good to see you." lead="Your agents and conversations are where you left them.">
      {way === 'password' ? (
        <form onSubmit={onSubmit} className="flex flex-col gap-4">
          <TextField label="E-mail" name="email" type="email" autoComplete="username" required autoFocus />
          <TextField
            label="Password"
            name="password"
            type="password"
            autoComplete="current-password"
            required
          />
          {shown !== undefined && <ProblemNotice error={shown} />}
          <Button type="submit" kind="primary" disabled={pending} className="mt-1">
            {pending ? 'Signing in…' : 'Sign in'}
          </Button>
        </form>
      ) : (
        <LetterForm key={way} kind={way} onBack={() => setWay('password')} />
      )}
      {way === 'password' && (
        <div className="flex flex-col gap-3">
          {ways?.sso && <SsoButton name={ways.sso.name} invitation={invitation} />}
          <div className="flex flex-wrap gap-2">
            {ways?.link && <Button onClick={() => setWay('link')}>Send me a link</Button>}
            {ways?.link && (
              <Button kind="plain" onClick={() => setWay('reset')}>
                Forgotten it?
              </Button>
            )}
            {(ways?.signUp === 'open' || invitation) && (
              <a href={`/sign-up#${encodeURIComponent(invitation)}`} className={buttonClass('plain')}>
                Make an account
              </a>
            )}
          </div>
        </div>
      )}
    </Doorway>
  )
}
