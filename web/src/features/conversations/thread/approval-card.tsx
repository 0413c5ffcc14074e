import type { Approval } from '@loggia/sdk'
import { useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { TextField } from '../../../ui/field.tsx'
import { Payload } from '../../../ui/payload.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'

/** Asks a person about one exact call. Nothing happens before the answer, and nothing else than what is shown. */
export function ApprovalCard({
  approval,
  agentName,
  onDecide,
}: {
  approval: Approval
  agentName: string
  onDecide: (approval: string, decision: 'approve' | 'deny', note?: string) => Promise<void>
}) {
  const [pending, setPending] = useState(false)
  const [denying, setDenying] = useState(false)
  const [note, setNote] = useState('')
  const [problem, setProblem] = useState<unknown>()
  const decide = async (decision: 'approve' | 'deny') => {
    setPending(true)
    setProblem(undefined)
    try {
      await onDecide(approval.id, decision, decision === 'deny' ? note.trim() : undefined)
    } catch (error) {
      setProblem(error)
    } finally {
      setPending(false)
    }
  }
  return (
    <section
      aria-label={`Approval of ${approval.toolName}`}
      className="overflow-hidden rounded-xl border border-lamp/50 bg-lamp-soft"
    >
      <div className="px-4 pt-3.5 pb-3">
        <h2 className="font-voice text-xl leading-snug">
          {agentName} asks to use{' '}
          <code className="font-mono text-[0.85em] font-medium">{approval.toolName}</code>
        </h2>
        <p className="mt-0.5 text-[0.9375rem] text-shade">
          Nothing has happened yet. If you approve, exactly this call is made, once.
        </p>
      </div>
      <div className="px-4">
        <Payload label="Arguments" text={JSON.stringify(approval.input, null, 2)} />
      </div>
      {problem !== undefined && (
        <div className="px-4 pt-3">
          <ProblemNotice error={problem} />
        </div>
      )}
      {denying ? (
        <form
          className="flex flex-col gap-3 p-4"
          onSubmit={event => {
            event.preventDefault()
            void decide('deny')
          }}
        >
          <TextField
            label="What should it do instead?"
            hint={`Optional; ${agentName} is told.`}
            value={note}
            maxLength={1_000}
            onChange={event => setNote(event.target.value)}
            autoFocus
          />
          <div className="flex flex-wrap gap-2">
            <Button type="submit" kind="danger" disabled={pending}>
              Deny the call
            </Button>
            <Button kind="plain" onClick={() => setDenying(false)}>
              Back
            </Button>
          </div>
        </form>
      ) : (
        <div className="flex flex-wrap gap-2 p-4">
          <Button kind="primary" disabled={pending} onClick={() => decide('approve')}>
            Approve this call
          </Button>
          <Button disabled={pending} onClick={() => setDenying(true)}>
            Deny…
          </Button>
        </div>
      )}
    </section>
  )
}
