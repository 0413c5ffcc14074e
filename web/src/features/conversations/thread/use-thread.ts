import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { useLiveAnswer } from '../../../lib/live/store.ts'
import { agentQuery } from '../../../lib/queries/agents.ts'
import {
  approvalsQuery,
  conversationQuery,
  conversationRunsQuery,
  messagesQuery,
} from '../../../lib/queries/conversations.ts'
import { join } from '../actions.ts'
import { groupTurns, type Turn } from '../turns.ts'

const nobody: Turn = { question: undefined, answers: [] }

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
  // A message that was just sent opens a turn of its own until it is read back from storage.
  const known = stored.at(-1)
  const sentIsStored =
    known?.question !== undefined &&
    live?.view.runId !== undefined &&
    known.answers.length === 0 &&
    live.sent !== undefined &&
    known.question.parts.some(part => part.type === 'text' && part.text === live.sent?.text)
  const opensTurn = live?.sent !== undefined && !sentIsStored
  const turns = opensTurn || (live && stored.length === 0) ? [...stored, nobody] : stored
  return {
    conversation,
    messages,
    runs: runs.data ?? [],
    approvals: approvals.data ?? [],
    agent,
    live,
    turns,
  }
}
