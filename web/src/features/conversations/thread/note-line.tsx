import { Brain, Eraser, Layers, Search } from 'lucide-react'
import type { NotePart } from '../../../lib/runs/view.ts'

const notes = {
  written: { Icon: Brain, says: (name: string, what: string) => `${name} will remember: ${what}` },
  recalled: { Icon: Search, says: (name: string, what: string) => `${name} recalled: ${what}` },
  forgotten: { Icon: Eraser, says: (name: string, what: string) => `${name} forgot: ${what}` },
  summarised: {
    Icon: Layers,
    says: (_: string, what: string) => `${what} older messages are read as a summary from here on`,
  },
}

/** A line beside the answer: memory kept, used or lost. */
export function NoteLine({ note, agentName }: { note: NotePart; agentName: string }) {
  const { Icon, says } = notes[note.about]
  return (
    <p className="flex items-start gap-2 text-sm text-shade">
      <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-accent" />
      <span>{says(agentName, note.text)}</span>
    </p>
  )
}
