import type { Conversation } from '@loggia/sdk'
import { lazy, Suspense } from 'react'

const Rename = lazy(async () => ({ default: (await import('./change.tsx')).RenameConversation }))
const Delete = lazy(async () => ({ default: (await import('./change.tsx')).DeleteConversation }))

export type Change = 'rename' | 'delete'

/** The dialog for a change of a conversation, fetched when somebody asks for it. */
export function Changing({
  change,
  conversation,
  onClose,
  onDeleted,
}: {
  change: Change | undefined
  conversation: Conversation
  onClose: () => void
  onDeleted: () => void
}) {
  return (
    <Suspense>
      {change === 'rename' && <Rename conversation={conversation} onClose={onClose} />}
      {change === 'delete' && <Delete conversation={conversation} onClose={onClose} onDeleted={onDeleted} />}
    </Suspense>
  )
}
