import { useState } from 'react'
import { client } from '../../lib/client.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { roles } from './roles.ts'

const invitable = ['viewer', 'builder', 'admin'] as const

/** Invites somebody, and shows the link this one time. */
export function NewInvitation({ onClose, onMade }: { onClose: () => void; onMade: () => Promise<void> }) {
  const [role, setRole] = useState<(typeof invitable)[number]>('viewer')
  const [email, setEmail] = useState('')
  const [days, setDays] = useState('7')
  const [made, setMade] = useState<{ link: string; mailed: boolean }>()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const invite = async () => {
    setProblem(undefined)
    setBusy(true)
    try {
      const address = email.trim()
      setMade(
        await client.invitations.create({
          role,
          expiresInDays: Number(days),
          ...(address && { email: address }),
        }),
      )
      await onMade()
    } catch (error) {
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  if (made) {
    return (
      <Dialog
        open
        onClose={onClose}
        title={made.mailed ? 'The invitation is on its way' : 'The link to pass on'}
        description={
          made.mailed
            ? `It was mailed to ${email.trim()}. You can pass the link on yourself, too; it is shown this one time.`
            : 'Give it to the person you mean. It is shown this one time, and works once.'
        }
      >
        <div className="flex items-center gap-2 rounded-lg border border-line bg-wall py-1 pr-1 pl-3">
          <code data-link className="min-w-0 flex-1 font-mono text-sm break-all">
            {made.link}
          </code>
          <CopyButton text={() => made.link} label="Copy the link" />
        </div>
        <Button kind="primary" className="self-end" onClick={onClose}>
          I have passed it on
        </Button>
      </Dialog>
    )
  }
  return (
    <Dialog open onClose={onClose} title="Invite somebody">
      <Form onSend={invite}>
        <SelectField
          label="Role"
          hint={roles.find(each => each.role === role)?.may}
          value={role}
          onChange={event => setRole(invitable.find(each => each === event.target.value) ?? 'viewer')}
        >
          {invitable.map(each => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </SelectField>
        <TextField
          label="E-mail (optional)"
          hint="With an address only its user may accept, and the link is mailed where mail is set up."
          type="email"
          maxLength={200}
          value={email}
          onChange={event => setEmail(event.target.value)}
        />
        <SelectField label="Ends after" value={days} onChange={event => setDays(event.target.value)}>
          <option value="1">A day</option>
          <option value="7">7 days</option>
          <option value="30">30 days</option>
        </SelectField>
        {problem !== undefined && <ProblemNotice error={problem} />}
        <Button type="submit" kind="primary" className="self-end" disabled={busy}>
          Make the invitation
        </Button>
      </Form>
    </Dialog>
  )
}
