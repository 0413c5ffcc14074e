import { useQuery } from '@tanstack/react-query'
import { meQuery } from '../../lib/queries/account.ts'
import { Section } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Ends } from './ends.tsx'
import { Invitations } from './invitations.tsx'
import { MemberList } from './member-list.tsx'
import { membersQuery } from './queries.ts'
import { managesMembers, roles } from './roles.ts'

/** The workspace's people: members, invitations, and the ways out. */
export function Members() {
  const me = useQuery(meQuery)
  const members = useQuery(membersQuery)
  const error = me.error ?? members.error
  if (error) return <ProblemNotice error={error} />
  if (!me.data || !members.data) return <SkeletonRows rows={3} rowClass="h-18" label="Loading the members" />
  return (
    <>
      <Section title={me.data.workspace.name} lead={`You are ${me.data.workspace.role} here.`}>
        <MemberList me={me.data} members={members.data} />
        <dl className="mt-5 grid gap-x-4 gap-y-1.5 text-[0.9375rem] sm:grid-cols-[auto_1fr]">
          {roles.map(({ role, may }) => (
            <div key={role} className="contents">
              <dt className="font-medium capitalize">{role}</dt>
              <dd className="text-shade">{may}</dd>
            </div>
          ))}
        </dl>
      </Section>
      {managesMembers(me.data.workspace.role) && (
        <Section title="Invitations" lead="Each link lets one person in, once.">
          <Invitations />
        </Section>
      )}
      <Section title="Ways out">
        <Ends me={me.data} members={members.data} />
      </Section>
    </>
  )
}
