import type { Me, Member } from '@loggia/sdk'
import { useState } from 'react'
import { client } from '../../lib/client.ts'
import { queryClient } from '../../lib/query-client.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { MemberRow } from './member-row.tsx'
import { type Role, rolesToGive } from './roles.ts'

/** Everybody in the workspace, with what the one who looks may change about them. */
export function MemberList({ me, members }: { me: Me; members: readonly Member[] }) {
  const [removing, setRemoving] = useState<Member>()
  const [problem, setProblem] = useState<unknown>()
  const act = async (change: () => Promise<unknown>) => {
    setProblem(undefined)
    try {
      await change()
    } catch (failure) {
      setProblem(failure)
    }
    // One's own role may be what changed, and an invitation ends with who made it.
    await queryClient.invalidateQueries({
      predicate: ({ queryKey }) => ['members', 'me', 'invitations'].includes(String(queryKey[0])),
    })
  }
  return (
    <div className="flex flex-col gap-4">
      {problem !== undefined && <ProblemNotice error={problem} />}
      <ul className="divide-y divide-line rounded-2xl border border-line bg-plaster">
        {members.map(member => (
          <MemberRow
            key={member.id}
            member={member}
            self={member.id === me.user.id}
            give={rolesToGive(me.workspace.role, member, members)}
            onRole={(role: Role) => act(() => client.members.setRole({ member: member.id, role }))}
            onRemove={() => setRemoving(member)}
          />
        ))}
      </ul>
      <Confirm
        open={removing !== undefined}
        onClose={() => setRemoving(undefined)}
        onConfirm={() => {
          if (removing) void act(() => client.members.remove({ member: removing.id }))
          setRemoving(undefined)
        }}
        title={`Remove ${removing?.name ?? ''}?`}
        action="Remove the member"
      >
        They are out at the next request. Their API keys and open invitations here end, and answers under way
        are cancelled. Their conversations stay in the workspace.
      </Confirm>
    </div>
  )
}
