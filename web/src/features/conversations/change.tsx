import type { Conversation } from '@loggia/sdk'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { remove, rename } from './actions.ts'

interface Change {
  conversation: Conversation
  onClose: () => void
}

/** Gives a conversation another title. */
export function RenameConversation({ conversation, onClose }: Change) {
  const [title, setTitle] = useState(conversation.title)
  const [problem, setProblem] = useState<unknown>()
  const save = () => rename(conversation.id, title.trim()).then(onClose, setProblem)
  return (
    <Dialog open onClose={onClose} title="Rename the conversation">
      <Form onSend={save}>
        <TextField
          label="Title"
          value={title}
          maxLength={200}
          onChange={event => setTitle(event.target.value)}
          onFocus={event => event.target.select()}
          autoFocus
        />
        {problem !== undefined && <ProblemNotice error={problem} />}
        <Button type="submit" kind="primary" className="self-end" disabled={!title.trim()}>
          Rename
        </Button>
      </Form>
    </Dialog>
  )
}

/** Deletes a conversation, after asking. */
export function DeleteConversation({ conversation, onClose, onDeleted }: Change & { onDeleted: () => void }) {
  const [problem, setProblem] = useState<unknown>()
  const go = () =>
    remove(conversation.id).then(() => {
      onClose()
      onDeleted()
    }, setProblem)
  return (
    <Confirm open onClose={onClose} onConfirm={go} title="Delete this conversation?" action="Delete">
      “{conversation.title || 'Untitled'}” goes with all its messages, runs and files. It cannot be brought
      back.
      {problem !== undefined && <ProblemNotice error={problem} />}
    </Confirm>
  )
}
