import { ChevronRight } from 'lucide-react'
import { Markdown } from '../../../ui/markdown/index.tsx'

/** What the model told itself, folded away until somebody asks. */
export function Reasoning({ text, open }: { text: string; open: boolean }) {
  return (
    <details className="group/fold text-[0.9375rem] text-shade">
      <summary className="inline-flex min-h-8 list-none items-center gap-1.5 rounded-md pr-2 hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden="true"
          className="size-4 transition-transform duration-200 group-open/fold:rotate-90"
        />
        <span className={open ? 'animate-breathe' : ''}>{open ? 'Reasoning…' : 'Reasoning'}</span>
      </summary>
      <div className="mt-1 ml-2 border-l border-line pl-4 leading-relaxed">
        <Markdown text={text} open={open} />
      </div>
    </details>
  )
}
