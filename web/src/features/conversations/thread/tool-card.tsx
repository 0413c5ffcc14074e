import { Ban, Check, ChevronRight, CircleAlert, CirclePause, LoaderCircle, Square } from 'lucide-react'
import { prettyJson } from '../../../lib/pretty.ts'
import type { ToolPart, ToolState } from '../../../lib/runs/view.ts'
import { Payload } from '../../../ui/payload.tsx'
import { Citations } from './citations.tsx'

const spin = 'animate-spin text-accent'
const states: Record<ToolState, { says: string; Icon: typeof Check; look: string }> = {
  writing: { says: 'is being called', Icon: LoaderCircle, look: spin },
  running: { says: 'is running', Icon: LoaderCircle, look: spin },
  waiting: { says: 'waits for your answer', Icon: CirclePause, look: 'text-lamp' },
  done: { says: 'done', Icon: Check, look: 'text-accent' },
  failed: { says: 'failed', Icon: CircleAlert, look: 'text-brick' },
  denied: { says: 'not allowed', Icon: Ban, look: 'text-brick' },
  stopped: { says: 'stopped', Icon: Square, look: 'text-shade' },
}

/** A tool call: one line while folded; arguments and result, exactly as they were, inside. */
export function ToolCard({ tool }: { tool: ToolPart }) {
  const { says, Icon, look } = states[tool.state]
  const progress = tool.state === 'running' ? tool.progress : undefined
  return (
    <details className="group/fold overflow-hidden rounded-xl border border-line bg-plaster">
      <summary className="flex min-h-11 list-none items-center gap-2.5 px-3.5 py-2 text-[0.9375rem] -outline-offset-2 hover:bg-stone/50 [&::-webkit-details-marker]:hidden">
        <Icon aria-hidden="true" className={`size-4 shrink-0 ${look}`} />
        <code className="truncate font-mono text-[0.875rem] font-medium">{tool.name}</code>
        <span className="truncate text-sm text-shade">{progress?.message ?? says}</span>
        {progress?.fraction !== undefined && (
          <progress
            aria-label={`Progress of ${tool.name}`}
            value={progress.fraction}
            className="w-16 accent-accent"
          />
        )}
        <ChevronRight
          aria-hidden="true"
          className="ml-auto size-4 shrink-0 text-shade transition-transform duration-200 group-open/fold:rotate-90"
        />
      </summary>
      <div className="flex flex-col gap-3 border-t border-line px-3.5 py-3">
        <Payload label="Arguments" text={prettyJson(tool.input)} />
        {tool.refusal && <p className="text-sm text-brick">{tool.refusal}</p>}
        {tool.output !== undefined && <Payload label="Result" text={prettyJson(tool.output)} />}
        {tool.citations && <Citations citations={tool.citations} />}
      </div>
    </details>
  )
}
