import { useQuery } from '@tanstack/react-query'
import { FileText, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { client } from '../../lib/client.ts'
import { size } from '../../lib/format.ts'
import { queryClient } from '../../lib/query-client.ts'
import { IconButton } from '../../ui/button.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { DropZone } from './drop-zone.tsx'

const documentsQuery = (agent: string) => ({
  queryKey: ['agents', agent, 'documents'],
  queryFn: async ({ signal }: { signal: AbortSignal }) =>
    (await client.documents.list({ agent, limit: 200 }, { signal })).items,
})

/** The documents an agent was given; more are dropped here. */
export function KnowledgePart({ agent }: { agent: string }) {
  const { data, error } = useQuery(documentsQuery(agent))
  const [reading, setReading] = useState<string[]>([])
  const [failed, setFailed] = useState<{ name: string; error: unknown }[]>([])
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['agents', agent, 'documents'] })

  const take = async (files: File[]) => {
    setReading(files.map(file => file.name))
    setFailed([])
    for (const file of files) {
      try {
        await client.documents.upload({ agent, name: file.name, body: file })
      } catch (failure) {
        setFailed(before => [...before, { name: file.name, error: failure }])
      }
      setReading(before => before.slice(1))
      await refresh()
    }
  }
  const remove = async (document: string) => {
    await client.documents.delete({ document })
    await refresh()
  }
  return (
    <div className="flex flex-col gap-4">
      <DropZone accept=".txt,.md,.markdown,.pdf,text/*,application/pdf" multiple onFiles={take}>
        <span role="status">
          {reading.length > 0 ? (
            `Reading ${reading[0]}…`
          ) : (
            <>
              Drop text, Markdown or PDF here, or <span className="text-accent underline">choose files</span>.
              <br />
              Answers quote them with their source.
            </>
          )}
        </span>
      </DropZone>
      {error && <ProblemNotice error={error} />}
      {failed.map(failure => (
        <ProblemNotice key={failure.name} error={failure.error} />
      ))}
      {data && data.length > 0 && (
        <ul className="divide-y divide-line rounded-2xl border border-line bg-plaster">
          {data.map(document => (
            <li key={document.id} className="flex items-center gap-3 py-1.5 pr-2 pl-4">
              <FileText aria-hidden="true" className="size-4 shrink-0 text-accent" />
              <span className="min-w-0 flex-1 truncate">{document.title}</span>
              <span className="shrink-0 text-sm text-shade tabular-nums">
                {document.chunks === 1 ? '1 passage' : `${document.chunks} passages`}, {size(document.bytes)}
              </span>
              <IconButton label={`Delete ${document.title}`} onClick={() => remove(document.id)}>
                <Trash2 />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
