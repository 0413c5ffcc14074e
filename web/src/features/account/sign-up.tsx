import { useQuery } from '@tanstack/react-query'
import { client } from '../../lib/client.ts'
import { invitationQuery, waysQuery } from '../../lib/queries/account.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { Doorway } from './doorway.tsx'
import { NewPassword } from './new-password.tsx'
import { SsoButton } from './sso-button.tsx'
import { useSubmit } from './use-submit.ts'

/** Makes an account, where anybody may or with an invitation. */
export function SignUp({ invitation, onDone }: { invitation: string; onDone: () => void }) {
  const ways = useQuery(waysQuery)
  const invited = useQuery({ ...invitationQuery(invitation), enabled: invitation !== '' })
  const { pending, problem, onSubmit } = useSubmit(async ({ name = '', email = '', password = '' }) => {
    await client.account.signUp({ name, email, password, ...(invitation && { invitation }) })
    onDone()
  })
  const signIn = invitation ? `/sign-in?to=/invitation#${encodeURIComponent(invitation)}` : '/sign-in'
  const failed = ways.error ?? invited.error
  const isShut = ways.data?.signUp === 'closed' || (ways.data?.signUp === 'invited' && !invitation)
  if (failed || isShut) {
    return (
      <Doorway title="Not open to everybody." lead="Whoever has an account signs in as always.">
        <ProblemNotice
          error={failed ?? shut(ways.data?.signUp === 'closed')}
          action={
            <a href={signIn} className={buttonClass()}>
              To the sign-in page
            </a>
          }
        />
      </Doorway>
    )
  }
  const isReady = ways.data && (invitation === '' || invited.data)
  if (!isReady) return <Doorway title="A place of your own." lead="Looking whether the door is open…" />
  const address = invited.data?.email
  return (
    <Doorway
      title="A place of your own."
      lead={
        invited.data
          ? `With your account you can join the workspace “${invited.data.workspace.name}”; a workspace of your own comes with it.`
          : 'An account comes with a workspace of your own: your agents, your conversations, seen by nobody else.'
      }
    >
      <form onSubmit={onSubmit} className="flex flex-col gap-4">
        <TextField label="Your name" name="name" autoComplete="name" required maxLength={80} />
        <TextField
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          required
          maxLength={200}
          {...(address !== undefined && {
            defaultValue: address,
            readOnly: true,
            hint: 'The invitation is for this address.',
          })}
        />
        <NewPassword />
        {problem !== undefined && <ProblemNotice error={problem} />}
        <Button type="submit" kind="primary" disabled={pending} className="mt-1">
          {pending ? 'Making it…' : 'Make the account'}
        </Button>
      </form>
      {ways.data.sso && <SsoButton name={ways.data.sso.name} invitation={invitation} />}
      <a href={signIn} className={buttonClass('plain')}>
        I have an account
      </a>
    </Doorway>
  )
}

const shut = (isUnclaimed: boolean) => ({
  code: 'sign_up_closed',
  ...(isUnclaimed && { detail: 'The operator of this instance has not come yet.' }),
})
