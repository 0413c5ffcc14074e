import { useState } from 'react'
import { client } from '../../lib/client.ts'
import { enterWorkspace } from '../../lib/workspace.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { slugOf } from './slug.ts'

/** Makes a workspace and goes into it. */
export default function NewWorkspace({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('')
  const [typed, setTyped] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const slug = typed ?? slugOf(name)
  const make = async () => {
    setProblem(undefined)
    setBusy(true)
    try {
      const made = await client.workspaces.create({ name: name.trim(), slug })
      enterWorkspace(made.id)
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title="New workspace"
      description="Its agents, conversations and secrets are walled off from your others. You will be its owner."
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
        <TextField
          label="Slug"
          hint="How programs name it: 3 to 39 of a-z, 0-9 and -."
          required
          maxLength={39}
          spellCheck={false}
          autoCapitalize="off"
          className="font-mono"
          value={slug}
          onChange={event => setTyped(event.target.value.toLowerCase())}
        />
        {problem !== undefined && <ProblemNotice error={problem} />}
        <Button
          type="submit"
          kind="primary"
          className="self-end"
          disabled={busy || !name.trim() || slug.length < 3}
        >
          Create the workspace
        </Button>
      </Form>
    </Dialog>
  )
}
