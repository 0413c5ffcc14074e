import { client } from '../../lib/client.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { Doorway } from './doorway.tsx'
import { NewPassword } from './new-password.tsx'
import { useSubmit } from './use-submit.ts'

/** Makes the first user, who is the operator, with the one-time link that the console prints. */
export function Welcome({ code, onDone }: { code: string; onDone: () => void }) {
  const { pending, problem, onSubmit } = useSubmit(async ({ name = '', email = '', password = '' }) => {
    await client.account.claim({ code, name, email, password })
    onDone()
  })
  return (
    <Doorway
      title="The house is yours."
      lead="Tell it who you are. You become its operator; nobody else can come in until you let them."
    >
      {code ? (
        <form onSubmit={onSubmit} className="flex flex-col gap-4">
          <TextField label="Your name" name="name" autoComplete="name" required maxLength={80} />
          <TextField
            label="E-mail"
            name="email"
            type="email"
            autoComplete="username"
            required
            maxLength={200}
          />
          <NewPassword hint="At least eight characters. It stays on this server, as a hash." />
          {problem !== undefined && <ProblemNotice error={problem} />}
          <Button type="submit" kind="primary" disabled={pending} className="mt-1">
            {pending ? 'Opening…' : 'Come in'}
          </Button>
        </form>
      ) : (
        <Notice title="Open the link from the console.">
          <p className="text-shade">
            When the server starts it prints a one-time link that ends in <code>/welcome?code=…</code>. Open
            that link in this browser.
          </p>
        </Notice>
      )}
    </Doorway>
  )
}
