import { client } from '../../lib/client.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useSubmit } from './use-submit.ts'

/** Goes to the identity provider of this instance. */
export function SsoButton({ name, invitation }: { name: string; invitation: string }) {
  const { pending, problem, onSubmit } = useSubmit(async () => {
    const { url } = await client.account.startSso(invitation ? { invitation } : {})
    globalThis.location.assign(url)
  })
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-3">
      {problem !== undefined && <ProblemNotice error={problem} />}
      {invitation && (
        <p className="text-sm text-shade">After {name}, open the invitation once more to accept it.</p>
      )}
      <Button type="submit" disabled={pending}>
        {pending ? 'On the way…' : `Continue with ${name}`}
      </Button>
    </form>
  )
}
