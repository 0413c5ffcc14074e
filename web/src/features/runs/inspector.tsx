import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo } from 'react'
import { client } from '../../lib/client.ts'
import { queryClient } from '../../lib/query-client.ts'
import { Notice } from '../../ui/notice.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Chart } from './chart.tsx'
import { EventList } from './event-list.tsx'
import { Facts } from './facts.tsx'
import { type Timeline, timelineOf } from './timeline.ts'
import { useRunEvents } from './use-run-events.ts'

/** Why the model answered; its name first where the reason does not tell it. */
const whyThisModel = ({ model, why }: NonNullable<Timeline['model']>) =>
  why.includes(model) ? why : `${model}. ${why}`

const says = {
  queued: 'waits for its turn',
  running: 'is answering',
  finished: 'finished',
  interrupted: 'waits for an approval',
  failed: 'failed',
  cancelled: 'was stopped',
}

/** A run from the inside: what it took, each step and tool call in time, and every event of its log. */
export function RunInspector({ id, back }: { id: string; back: (conversation: string) => ReactNode }) {
  const run = useQuery({
    queryKey: ['run', id],
    queryFn: ({ signal }) => client.runs.get({ run: id }, { signal }),
  })
  const { events, problem, ended } = useRunEvents(id)
  const line = useMemo(() => timelineOf(events), [events])
  useEffect(() => {
    if (ended) void queryClient.invalidateQueries({ queryKey: ['run', id] })
  }, [ended, id])
  // A run that has ended is shown at once with its whole log: nothing moves under what is being read.
  const isLive = run.data !== undefined && run.data.endedAt === undefined
  const isLogThere = ended || problem !== undefined || isLive
  const data = isLogThere ? run.data : undefined
  return (
    <Page
      title={data ? `This run ${says[data.status]}` : 'Run'}
      lead={data && line.model && whyThisModel(line.model)}
      actions={data && back(data.conversationId)}
    >
      {run.error && <ProblemNotice error={run.error} />}
      {!data && !run.error && <SkeletonRows rows={3} rowClass="h-20" label="Loading the run" />}
      {data && (
        <div className="flex flex-col gap-10">
          <Facts run={data} />
          {data.error && (
            <Notice tone="error" title={data.error.message}>
              <p className="text-shade">{data.error.next}</p>
            </Notice>
          )}
          <div>
            <Section
              title="Timeline"
              lead="Pale until the first token, full while the model speaks; tools below their step."
            >
              {line.steps.length > 0 ? (
                <Chart line={line} />
              ) : (
                <p className="text-shade">No step has begun.</p>
              )}
            </Section>
            <Section title="Log" lead="Every event in its order, as it was written and streamed.">
              {problem !== undefined ? <ProblemNotice error={problem} /> : <EventList events={events} />}
            </Section>
          </div>
        </div>
      )}
    </Page>
  )
}
