import type { Citation } from '../../../lib/runs/view.ts'

/** Where the words came from: the document and the passage, quoted. */
export function Citations({ citations }: { citations: readonly Citation[] }) {
  return (
    <div>
      <p className="mb-1 text-xs font-medium text-shade">Sources</p>
      <ol className="flex flex-col gap-2">
        {citations.map(({ documentId, title, chunk, quote }) => (
          <li key={`${documentId}-${chunk}`} className="border-l-2 border-accent/50 pl-3 text-sm">
            <span className="font-medium">{title}</span>
            <blockquote className="font-voice text-base text-shade">{quote}</blockquote>
          </li>
        ))}
      </ol>
    </div>
  )
}
