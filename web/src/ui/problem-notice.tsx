import type { ReactNode } from 'react'
import { problemOf } from '../lib/problem.ts'
import { Notice } from './notice.tsx'

/** A failure as people need it: what happened, which fields, and the next step. */
export function ProblemNotice({ error, action }: { error: unknown; action?: ReactNode }) {
  const { title, detail, next, fields } = problemOf(error)
  return (
    <Notice tone="error" title={detail ?? title} live>
      {fields.length > 0 && (
        <ul className="list-disc pl-5 text-sm">
          {fields.map(field => (
            <li key={field}>{field}</li>
          ))}
        </ul>
      )}
      <p className="text-shade">{next}</p>
      {action && <div className="mt-2 flex flex-wrap gap-2">{action}</div>}
    </Notice>
  )
}
