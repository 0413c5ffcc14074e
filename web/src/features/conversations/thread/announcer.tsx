import { useEffect, useState } from 'react'
import type { LiveAnswer } from '../../../lib/live/store.ts'

const spoken = 600

/**
 * Tells ears what eyes see, without reading every model token: once when an answer begins, once with its
 * text when it has ended.
 */
export function Announcer({ live, agentName }: { live: LiveAnswer | undefined; agentName: string }) {
  const [said, setSaid] = useState('')
  const phase = !live ? 'idle' : live.ended ? 'ended' : 'answering'
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the change of phase is told, never each delta
  useEffect(() => {
    if (phase === 'answering') setSaid(`${agentName} is answering.`)
    if (phase !== 'ended' || !live) return
    if (live.view.interrupts.length > 0) setSaid(`${agentName} asks for your approval.`)
    else {
      const text = live.view.parts.flatMap(part => (part.kind === 'text' ? part.text : [])).join(' ')
      setSaid(
        `${agentName}: ${text.slice(0, spoken)}${text.length > spoken ? ' … the rest is on the page.' : ''}`,
      )
    }
  }, [phase])
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {said}
    </div>
  )
}
