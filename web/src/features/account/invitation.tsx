import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { client } from '../../lib/client.ts'
import { date } from '../../lib/format.ts'
import { problemOf } from '../../lib/problem.ts'
import { invitationQuery, meQuery } from '../../lib/queries/account.ts'
import { chooseWorkspace, chosenWorkspace } from '../../lib/workspace.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { Doorway } from './doorway.tsx'
import { useSubmit } from './use-submit.ts'

const roles = {
  admin: 'As admin you also look after its members and secrets.',
  builder: 'As builder you make its agents and talk with them.',
  viewer: 'As viewer you see its agents and talk with them.',
}

/** Says what an invitation is for and takes it; a stranger signs in or up first and comes back. */
export function Invitation({ token, onJoined }: { token: string; onJoined: (workspace: string) => void }) {
  const invitation = useQuery(invitationQuery(token))
  const me = useQuery(meQuery)
  const { pending, problem, onSubmit } = useSubmit(async () => {
    onJoined((await client.invitations.accept({ token })).id)
  })
  const isLost = me.error !== null && problemOf(me.error).code === 'not_found'
  useEffect(() => {
    // The workspace chosen on this device is gone, or was somebody else's: without the choice it goes on.
    if (!isLost || chosenWorkspace() === undefined) return
    chooseWorkspace(undefined)
    globalThis.location.reload()
  }, [isLost])
  if (invitation.error) {
    return (
      <Doorway title="This invitation does not open." lead="Nothing was changed.">
        <ProblemNotice
          error={invitation.error}
          action={
            <a href="/" className={buttonClass()}>
              To the start
            </a>
          }
        />
      </Doorway>
    )
  }
  if (!invitation.data || me.isPending || isLost) return <Doorway title="An invitation." lead="Reading it…" />
  const { workspace, role, email, invitedBy, expiresAt } = invitation.data
  const elsewhere = `/sign-in?to=/invitation#${encodeURIComponent(token)}`
  return (
    <Doorway
      title="You are invited."
      lead={`${invitedBy ?? 'Somebody'} invites ${email ?? 'you'} to the workspace “${workspace.name}”. ${roles[role]} The invitation stands until ${date(expiresAt)} and works once.`}
    >
      {me.data ? (
        <form onSubmit={onSubmit} className="flex flex-col gap-4">
          <p className="text-shade">
            You are signed in as <strong className="font-medium text-ink">{me.data.user.email}</strong>.
          </p>
          {problem !== undefined && <ProblemNotice error={problem} />}
          <Button type="submit" kind="primary" disabled={pending}>
            {pending ? 'Joining…' : 'Accept the invitation'}
          </Button>
          <a href={elsewhere} className={buttonClass('plain')}>
            Sign in as somebody else
          </a>
        </form>
      ) : (
        <div className="flex flex-col gap-3">
          <a href={`/sign-up#${encodeURIComponent(token)}`} className={buttonClass('primary')}>
            Make an account
          </a>
          <a href={elsewhere} className={buttonClass()}>
            I have an account
          </a>
        </div>
      )}
    </Doorway>
  )
}
