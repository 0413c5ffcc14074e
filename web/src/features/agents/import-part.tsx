import { type Client, LoggiaError } from '@loggia/sdk'
import { useEffect, useEffectEvent, useState } from 'react'
import { client } from '../../lib/client.ts'
import { Notice } from '../../ui/notice.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { DropZone } from './drop-zone.tsx'
import { takeDropped } from './dropped.ts'

export type Imported = Awaited<ReturnType<Client['definitions']['import']>>

/** Takes a character file of ElizaOS and says, line by line, what was not carried over. */
export function ImportPart({ onImported }: { onImported: (imported: Imported) => void }) {
  const [result, setResult] = useState<Imported>()
  const [problem, setProblem] = useState<unknown>()
  const take = async ([file]: File[]) => {
    if (!file) return
    setProblem(undefined)
    try {
      const imported = await client.definitions.import({ character: parse(await file.text()) })
      setResult(imported)
      onImported(imported)
    } catch (error) {
      setProblem(error)
    }
  }
  const takeNow = useEffectEvent(take)
  useEffect(() => {
    const dropped = takeDropped()
    if (dropped) void takeNow([dropped])
  }, [])
  return (
    <div className="mb-10 flex flex-col gap-4">
      <DropZone accept=".json,application/json" onFiles={take}>
        Drop a character file of ElizaOS here, or <span className="text-accent underline">choose one</span>,
        to begin from it.
      </DropZone>
      {problem !== undefined && <ProblemNotice error={problem} />}
      {result && (
        <Notice
          live
          tone={result.warnings.length > 0 ? 'attention' : 'info'}
          title={`${result.definition.name} is read. ${
            result.warnings.length === 0 ? 'Everything was carried over.' : 'Not carried over:'
          }`}
        >
          {result.warnings.length > 0 && (
            <ul className="mt-1 list-disc pl-5 text-sm leading-relaxed">
              {result.warnings.map(warning => (
                <li key={warning}>{warning}</li>
              ))}
            </ul>
          )}
        </Notice>
      )}
    </div>
  )
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new LoggiaError('import_unreadable', { detail: 'The file is not valid JSON.', cause })
  }
}
