import type { Me, Member } from '@loggia/sdk'
import { useState } from 'react'
import { client } from '../../lib/client.ts'
import { enterWorkspace } from '../../lib/workspace.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { DeleteWorkspace } from './delete-workspace.tsx'
import { isLastOwner } from './roles.ts'

/** Leaving the workspace, and for owners deleting it. */
export function Ends({ me, members }: { me: Me; members: readonly Member[] }) {
  const [asking, setAsking] = useState<'leave' | 'delete'>()
  const [problem, setProblem] = useState<unknown>()
  const self = members.find(({ id }) => id === me.user.id)
  const bound = self !== undefined && isLastOwner(self, members)
  const close = () => setAsking(undefined)
  const leave = async () => {
    close()
    try {
      await client.workspaces.leave({})
      enterWorkspace(undefined)
    } catch (failure) {
      setProblem(failure)
    }
  }
  return (
    <div className="flex flex-col gap-4">
      {problem !== undefined && <ProblemNotice error={problem} />}
      {bound && (
        <p className="text-shade">
          You are the only owner, so you cannot leave. Make somebody else owner first, or delete the
          workspace.
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {!bound && (
          <Button kind="danger" onClick={() => setAsking('leave')}>
            Leave the workspace
          </Button>
        )}
        {me.workspace.role === 'owner' && (
          <Button kind="danger" onClick={() => setAsking('delete')}>
            Delete the workspace
          </Button>
        )}
      </div>
      <Confirm
        open={asking === 'leave'}
        onClose={close}
        onConfirm={leave}
        title={`Leave ${me.workspace.name}?`}
        action="Leave"
      >
        Your API keys and open invitations here end, and answers under way are cancelled. Your conversations
        stay in the workspace, and only an invitation brings you back.
      </Confirm>
      {asking === 'delete' && <DeleteWorkspace name={me.workspace.name} onClose={close} />}
    </div>
  )
}
