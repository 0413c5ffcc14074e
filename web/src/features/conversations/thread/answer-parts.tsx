import type { Approval } from '@loggia/sdk'
import { memo, type ReactNode } from 'react'
import type { Part } from '../../../lib/runs/view.ts'
import { Markdown } from '../../../ui/markdown/index.tsx'
import { ApprovalCard } from './approval-card.tsx'
import { NoteLine } from './note-line.tsx'
import { Reasoning } from './reasoning.tsx'
import { ToolCard } from './tool-card.tsx'

/** The parts of an answer in their order. Waiting calls show as approvals. */
export const AnswerParts = memo(function AnswerParts({
  parts,
  agentName,
  approvals,
  onDecide,
}: {
  parts: readonly Part[]
  agentName: string
  approvals: readonly Approval[]
  onDecide: (approval: string, decision: 'approve' | 'deny', note?: string) => Promise<void>
}) {
  const draw = ({ part, key }: { part: Part; key: string }): ReactNode => {
    if (part.kind === 'note') return <NoteLine key={key} note={part} agentName={agentName} />
    if (part.kind === 'tool') {
      const approval = approvals.find(({ toolCallId }) => toolCallId === part.id)
      if (!approval) return <ToolCard key={key} tool={part} />
      return <ApprovalCard key={key} approval={approval} agentName={agentName} onDecide={onDecide} />
    }
    const Words = part.kind === 'text' ? Voice : Reasoning
    return <Words key={key} text={part.text} open={part.open} />
  }
  return <div className="flex flex-col gap-3">{placed(parts).map(draw)}</div>
})

/** Keys that stay when the live answer is read back from storage: which of its kind a part is. */
function placed(parts: readonly Part[]): { part: Part; key: string }[] {
  const counts = new Map<string, number>()
  return parts.map(part => {
    const nth = (counts.get(part.kind) ?? 0) + 1
    counts.set(part.kind, nth)
    return { part, key: `${part.kind}-${nth}` }
  })
}

const Voice = memo(function Voice({ text, open }: { text: string; open: boolean }) {
  return (
    <div className="font-voice text-[1.1875rem] leading-[1.62]">
      <Markdown text={text} open={open} />
    </div>
  )
})
