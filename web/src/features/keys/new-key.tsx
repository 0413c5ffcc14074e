import { type Scope, scopes, scopeTable } from '@loggia/sdk'
import { useState } from 'react'
import { client } from '../../lib/client.ts'
import { Button } from '../../ui/button.tsx'
import { Check } from '../../ui/check.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'

const usual: Scope[] = ['agents:read', 'conversations:read', 'conversations:write', 'runs:read', 'runs:write']
const offered = scopes.filter(scope => scope !== 'keys:manage')

/** Makes an API key and shows it this one time. */
export function NewKey({ onClose, onMade }: { onClose: () => void; onMade: () => Promise<void> }) {
  const [chosen, setChosen] = useState<ReadonlySet<Scope>>(new Set(usual))
  const [name, setName] = useState('')
  const [days, setDays] = useState('90')
  const [made, setMade] = useState<string>()
  const [problem, setProblem] = useState<unknown>()
  const make = async () => {
    setProblem(undefined)
    try {
      const { key } = await client.keys.create({
        name: name.trim(),
        scopes: [...chosen],
        ...(days && { expiresInDays: Number(days) }),
      })
      setMade(key)
      await onMade()
    } catch (error) {
      setProblem(error)
    }
  }
  const toggle = (scope: Scope, on: boolean) => {
    const next = new Set(chosen)
    if (on) next.add(scope)
    else next.delete(scope)
    setChosen(next)
  }
  if (made) {
    return (
      <Dialog
        open
        onClose={onClose}
        title="Your new key"
        description="It is shown this one time. Keep it where secrets are kept."
      >
        <div className="flex items-center gap-2 rounded-lg border border-line bg-wall py-1 pr-1 pl-3">
          <code data-key className="min-w-0 flex-1 font-mono text-sm break-all">
            {made}
          </code>
          <CopyButton text={() => made} label="Copy the key" />
        </div>
        <Notice>
          Send it as <code className="font-mono text-sm">Authorization: Bearer {made.slice(0, 7)}…</code>
        </Notice>
        <Button kind="primary" className="self-end" onClick={onClose}>
          I have kept it
        </Button>
      </Dialog>
    )
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title="New API key"
      description="It can never do more than you may do yourself."
    >
      <Form onSend={make}>
        <TextField
          label="Name"
          required
          maxLength={80}
          value={name}
          onChange={event => setName(event.target.value)}
          autoFocus
        />
        <SelectField label="Ends after" value={days} onChange={event => setDays(event.target.value)}>
          <option value="7">7 days</option>
          <option value="90">90 days</option>
          <option value="365">A year</option>
          <option value="">Never</option>
        </SelectField>
        <fieldset className="flex flex-col gap-2.5">
          <legend className="mb-2 text-sm font-medium">What it may do</legend>
          {offered.map(scope => (
            <Check
              key={scope}
              label={<code className="font-mono text-[0.8125rem]">{scope}</code>}
              hint={scopeTable[scope]}
              checked={chosen.has(scope)}
              onChange={on => toggle(scope, on)}
            />
          ))}
        </fieldset>
        {problem !== undefined && <ProblemNotice error={problem} />}
        <Button
          type="submit"
          kind="primary"
          className="self-end"
          disabled={!name.trim() || chosen.size === 0}
        >
          Create the key
        </Button>
      </Form>
    </Dialog>
  )
}
