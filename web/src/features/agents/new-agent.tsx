import type { Definition } from '@loggia/sdk'
import { useState } from 'react'
import { client } from '../../lib/client.ts'
import { queryClient } from '../../lib/query-client.ts'
import { Page } from '../../ui/page.tsx'
import { blankDefinition } from './blank.ts'
import { Editor } from './editor.tsx'
import { type Imported, ImportPart } from './import-part.tsx'
import { SaveBar } from './save-bar.tsx'

/** Makes an agent, from nothing or from an imported character. */
export function NewAgent({ onMade }: { onMade: (agent: string) => void }) {
  const [draft, setDraft] = useState<Definition>(blankDefinition)
  const [imported, setImported] = useState<Imported>()
  const [pending, setPending] = useState(false)
  const [error, setError] = useState<unknown>()
  const knowledge = imported?.knowledge ?? []

  const create = async () => {
    setPending(true)
    setError(undefined)
    try {
      const agent = await client.agents.create({
        definition: draft,
        ...(imported && { handle: imported.handle }),
      })
      for (const { title, text } of knowledge) await client.documents.add({ agent: agent.id, title, text })
      await queryClient.invalidateQueries({ queryKey: ['agents'] })
      onMade(agent.id)
    } catch (failure) {
      setError(failure)
      setPending(false)
    }
  }
  return (
    <Page title="A new agent" lead="Give it a name and a purpose; the rest has sensible defaults.">
      <ImportPart
        onImported={next => {
          setImported(next)
          setDraft(next.definition)
        }}
      />
      <Editor
        key={imported ? `${imported.handle}-${imported.definition.name}` : 'blank'}
        draft={draft}
        onChange={setDraft}
        knowledge={
          <p className="text-shade">
            {knowledge.length > 0
              ? `${knowledge.length} texts of the imported character become documents when it is created.`
              : 'Once the agent is created, documents are dropped here.'}
          </p>
        }
      >
        {problems => (
          <SaveBar
            changed={draft.name.trim() !== ''}
            problems={draft.name.trim() === '' ? 0 : problems}
            pending={pending}
            error={error}
            verb="Create"
            onSave={() => void create()}
          />
        )}
      </Editor>
    </Page>
  )
}
