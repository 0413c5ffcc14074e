import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { useLiveAnswer } from '../../../lib/live/store.ts'
import { agentQuery } from '../../../lib/queries/agents.ts'
import {
  approvalsQuery,
  conversationQuery,
  conversationRunsQuery,
  messagesQuery,
} from '../../../lib/queries/conversations.ts'
import { join } from '../actions.ts'
import { groupTurns } from '../turns.ts'
import { placeLive } from './place-live.ts'
import { makeTurnKeys } from './turn-keys.ts'

/** All that a conversation's page shows, joined: stored turns, the live answer, runs, approvals, its agent. */
export function useThread(id: string) {
  const conversation = useQuery(conversationQuery(id))
  const messages = useInfiniteQuery(messagesQuery(id))
  const runs = useQuery(conversationRunsQuery(id))
  const approvals = useQuery(approvalsQuery(id))
  const agent = useQuery({
    ...agentQuery(conversation.data?.agentId ?? ''),
    enabled: conversation.data !== undefined,
  })
  const live = useLiveAnswer(id)

  const liveRun = conversation.data?.liveRunId
  useEffect(() => {
    if (liveRun) void join(id, liveRun)
  }, [id, liveRun])

  const stored = useMemo(
    () => groupTurns((messages.data?.pages ?? []).toReversed().flatMap(page => page.items)),
    [messages.data],
  )
  const { turns, shown } = placeLive(stored, live)
  const [turnKeys] = useState(makeTurnKeys)
  return {
    conversation,
    messages,
    runs: runs.data ?? [],
    approvals: approvals.data ?? [],
    agent,
    live: shown,
    turns,
    keys: turnKeys(turns, live?.id),
  }
}
