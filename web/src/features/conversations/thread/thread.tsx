import { ArrowDown } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { Button, IconButton } from '../../../ui/button.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { Scrollable } from '../../../ui/scrollable.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { retry, send, stop } from '../actions.ts'
import { Composer } from '../composer/composer.tsx'
import { Announcer } from './announcer.tsx'
import { runOfTurn } from './run-of-turn.ts'
import { TurnView } from './turn-view.tsx'
import { useStick } from './use-stick.ts'
import { useThread } from './use-thread.ts'

/** A conversation from its first words to the composer. */
export function Thread({
  id,
  inspect,
  header,
}: {
  id: string
  /** Makes the link to the run inspector. */
  inspect: (run: string, label: ReactNode) => ReactNode
  header: ReactNode
}) {
  const { conversation, messages, runs, approvals, agent, live, turns, keys } = useThread(id)
  const place = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const { away, toEnd } = useStick(place, content, id)
  const agentName = agent.data?.name ?? 'the agent'
  const busy = live !== undefined && !live.ended

  useEffect(() => {
    if (!busy) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !document.querySelector(overlays)) void stop(id)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [busy, id])

  const again = () => void retry(id)
  const failed = conversation.error ?? messages.error
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {header}
      <Scrollable
        as="div"
        ref={place}
        role="region"
        aria-label="Conversation"
        className="min-h-0 flex-1 overflow-y-auto -outline-offset-2"
      >
        <div ref={content} className="measure flex flex-col gap-9 px-4 pt-6 pb-10 sm:px-6">
          {failed && <ProblemNotice error={failed} />}
          {messages.isPending && !live && (
            <SkeletonRows rows={3} rowClass="h-24" label="Loading the conversation" />
          )}
          {messages.hasNextPage && (
            <Button kind="plain" className="self-center" onClick={() => messages.fetchNextPage()}>
              Earlier messages
            </Button>
          )}
          {turns.map((turn, index) => {
            const last = index === turns.length - 1
            return (
              <TurnView
                key={keys[index]}
                conversation={id}
                turn={turn}
                agentName={agentName}
                run={runOfTurn(turn, runs, last)}
                approvals={last ? approvals : none}
                live={last ? live : undefined}
                inspect={inspect}
                onRetry={last && !busy && approvals.length === 0 ? again : undefined}
              />
            )
          })}
          {live?.failure !== undefined && live.failure !== null && (
            <ProblemNotice
              error={live.failure}
              action={
                live.sent && (
                  <Button onClick={() => send(id, live.sent?.text ?? '', live.sent?.files ?? [])}>
                    Send again
                  </Button>
                )
              }
            />
          )}
        </div>
      </Scrollable>
      <Announcer live={live} agentName={agentName} />
      <div className="shrink-0 bg-wall pt-1 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
        <div className="measure relative px-3 sm:px-6">
          {away && (
            <IconButton
              label="To the newest words"
              kind="quiet"
              onClick={toEnd}
              className="absolute -top-12 right-3 rounded-full shadow-raised sm:right-6"
            >
              <ArrowDown />
            </IconButton>
          )}
          <Composer
            key={id}
            place={id}
            agentName={agentName}
            busy={busy}
            blocked={approvals.length > 0 ? 'Answer the open approval first' : undefined}
            onSend={(text, files) => {
              toEnd()
              void send(id, text, files)
            }}
            onStop={() => void stop(id)}
          />
        </div>
      </div>
    </div>
  )
}

const none: never[] = []

/** While one of these is open, Escape closes it. */
const overlays = '[role=dialog], [role=alertdialog], [role=menu], [popover]:popover-open'
