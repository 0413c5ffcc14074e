import { client } from '../../lib/client.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { Doorway } from './doorway.tsx'
import { useSubmit } from './use-submit.ts'

/** Signs in with e-mail and password. */
export function SignIn({ onDone }: { onDone: () => void }) {
  const { pending, problem, onSubmit } = useSubmit(async ({ email = '', password = '' }) => {
    await client.account.signIn({ email, password })
    onDone()
  })
  return (
    <Doorway title="Good to see you." lead="Your agents and conversations are where you left them.">
      <form onSubmit={onSubmit} className="flex flex-col gap-4">
        <TextField label="E-mail" name="email" type="email" autoComplete="username" required autoFocus />
        <TextField
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
        />
        {problem !== undefined && <ProblemNotice error={problem} />}
        <Button type="submit" kind="primary" disabled={pending} className="mt-1">
          {pending ? 'Signing in…' : 'Sign in'}
        </Button>
      </form>
    </Doorway>
  )
}
