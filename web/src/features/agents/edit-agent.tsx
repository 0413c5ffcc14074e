import type { AgentDetail, Definition } from '@loggia/sdk'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { client } from '../../lib/client.ts'
import { agentQuery } from '../../lib/queries/agents.ts'
import { queryClient } from '../../lib/query-client.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Editor } from './editor.tsx'
import { KnowledgePart } from './knowledge-part.tsx'
import { SaveBar } from './save-bar.tsx'

interface Ways {
  talk: (agent: AgentDetail) => ReactNode
  onDeleted: () => void
}

/** Reads an agent and opens it for editing. */
export function EditAgent({ id, ...ways }: { id: string } & Ways) {
  const { data, error } = useQuery(agentQuery(id))
  if (data) return <Open key={data.id} agent={data} {...ways} />
  return (
    <Page title="Agent">
      {error ? (
        <ProblemNotice error={error} />
      ) : (
        <SkeletonRows rows={5} rowClass="h-20" label="Loading the agent" />
      )}
    </Page>
  )
}

function Open({ agent, talk, onDeleted }: { agent: AgentDetail } & Ways) {
  const [draft, setDraft] = useState<Definition>(agent.definition)
  const [kept, setKept] = useState(agent)
  const [pending, setPending] = useState(false)
  const [deleting, setDeleting] = useState(false)
  const [error, setError] = useState<unknown>()
  const readOnly = agent.source === 'code'
  const changed = JSON.stringify(draft) !== JSON.stringify(kept.definition)

  const attempt = async (work: () => Promise<void>) => {
    setPending(true)
    setError(undefined)
    try {
      await work()
      await queryClient.invalidateQueries({ queryKey: ['agents'] })
    } catch (failure) {
      setError(failure)
    } finally {
      setPending(false)
    }
  }
  const save = () =>
    attempt(async () => {
      const saved = await client.definitions.save({ agent: agent.id, definition: draft, ifHash: kept.hash })
      setKept(saved)
      setDraft(saved.definition)
    })
  const remove = () => {
    setDeleting(false)
    return attempt(async () => {
      await client.agents.delete({ agent: agent.id })
      onDeleted()
    })
  }
  return (
    <Page title={kept.name} lead={agent.address} actions={talk(kept)}>
      {readOnly && (
        <Notice title="This agent is defined in code." className="mb-8">
          <p className="text-shade">Change its file; what is shown here follows.</p>
        </Notice>
      )}
      <Editor
        draft={draft}
        onChange={setDraft}
        readOnly={readOnly}
        knowledge={<KnowledgePart agent={agent.id} />}
      >
        {problems => (
          <SaveBar
            changed={changed}
            problems={problems}
            pending={pending}
            error={error}
            verb="Save"
            onSave={() => void save()}
          />
        )}
      </Editor>
      {!readOnly && (
        <div className="mt-14 flex flex-wrap items-center justify-between gap-4 border-t border-line pt-6">
          <p className="max-w-[48ch] text-[0.9375rem] text-shade">
            Deleting takes its conversations, memories and documents along.
          </p>
          <Button kind="danger" onClick={() => setDeleting(true)}>
            Delete this agent
          </Button>
        </div>
      )}
      <Confirm
        open={deleting}
        onClose={() => setDeleting(false)}
        onConfirm={() => void remove()}
        title={`Delete ${kept.name}?`}
        action="Delete the agent"
      >
        Its conversations, memories and documents go with it. It cannot be brought back.
      </Confirm>
    </Page>
  )
}
