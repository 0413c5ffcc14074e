import type { Conversation } from '@loggia/sdk'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { dayGroup } from '../../../lib/format.ts'
import { conversationsQuery } from '../../../lib/queries/conversations.ts'
import { Button } from '../../../ui/button.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { ConversationRow } from './conversation-row.tsx'

/** The person's conversations, last used first, under the day they were last used. */
export function ConversationList({
  search,
  current,
  link,
  onDeleted,
}: {
  search: string
  current: string | undefined
  /** Makes the link to a conversation. */
  link: (conversation: Conversation, children: ReactNode) => ReactNode
  onDeleted: (conversation: string) => void
}) {
  const list = useInfiniteQuery(conversationsQuery(search))
  if (list.isPending) return <SkeletonRows rows={6} rowClass="h-8" label="Loading your conversations" />
  if (list.error) return <ProblemNotice error={list.error} />
  const items = list.data.pages.flatMap(page => page.items)
  if (items.length === 0) {
    return (
      <p className="px-2.5 py-2 text-sm text-shade">
        {search ? 'No conversation says that.' : 'Your conversations will stand here.'}
      </p>
    )
  }
  const groups = Map.groupBy(items, item => dayGroup(item.updatedAt, Date.now()))
  return (
    <div className="flex flex-col gap-4">
      {[...groups].map(([day, members]) => (
        <section key={day} aria-label={day}>
          <h2 className="px-2.5 pb-1 text-sm text-shade">{day}</h2>
          <ul className="flex flex-col gap-px">
            {members.map(item => (
              <ConversationRow
                key={item.id}
                conversation={item}
                current={item.id === current}
                link={link}
                onDeleted={() => onDeleted(item.id)}
              />
            ))}
          </ul>
        </section>
      ))}
      {list.hasNextPage && (
        <Button kind="plain" disabled={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
          Older conversations
        </Button>
      )}
    </div>
  )
}
