import { useState } from 'react'
import { client } from '../../lib/client.ts'
import { enterWorkspace } from '../../lib/workspace.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'

/** Deletes the workspace once its name was typed. */
export function DeleteWorkspace({ name, onClose }: { name: string; onClose: () => void }) {
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const go = async () => {
    setProblem(undefined)
    setBusy(true)
    try {
      await client.workspaces.delete({ name: typed })
      enterWorkspace(undefined)
    } catch (failure) {
      setProblem(failure)
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Delete ${name}?`}
      description="Its agents, conversations, documents, files, secrets, API keys and audit log go for everybody in it, for good."
    >
      <Form onSend={go}>
        <TextField
          label={`Type “${name}” to confirm`}
          value={typed}
          onChange={event => setTyped(event.target.value)}
          autoComplete="off"
          spellCheck={false}
        />
        {problem !== undefined && <ProblemNotice error={problem} />}
        <Button type="submit" kind="danger" className="self-end" disabled={busy || typed !== name}>
          Delete for good
        </Button>
      </Form>
    </Dialog>
  )
}
