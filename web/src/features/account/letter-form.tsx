import { useState } from 'react'
import { client } from '../../lib/client.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useSubmit } from './use-submit.ts'

const kinds = {
  link: {
    send: client.account.sendLink,
    label: 'Send the link',
    works: 'It signs you in once, for 15 minutes.',
  },
  reset: {
    send: client.account.sendReset,
    label: 'Send a link to choose another',
    works: 'It works once, for an hour.',
  },
}

/** Asks for a letter with a link; the answer is the same whether the address has an account. */
export function LetterForm({ kind, onBack }: { kind: keyof typeof kinds; onBack: () => void }) {
  const { send, label, works } = kinds[kind]
  const [sentTo, setSentTo] = useState('')
  const { pending, problem, onSubmit } = useSubmit(async ({ email = '' }) => {
    await send({ email })
    setSentTo(email)
  })
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-4">
      {sentTo ? (
        <Notice title="Look into your mail." live>
          <p className="text-shade">
            If {sentTo} has an account here, a link is on its way. {works}
          </p>
        </Notice>
      ) : (
        <>
          <TextField label="E-mail" name="email" type="email" autoComplete="username" required autoFocus />
          {problem !== undefined && <ProblemNotice error={problem} />}
          <Button type="submit" kind="primary" disabled={pending} className="mt-1">
            {pending ? 'Sending…' : label}
          </Button>
        </>
      )}
      <Button kind="plain" onClick={onBack}>
        Back to the password
      </Button>
    </form>
  )
}
