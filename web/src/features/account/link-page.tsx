import { client } from '../../lib/client.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { Doorway } from './doorway.tsx'
import { useSubmit } from './use-submit.ts'

/** Signs in with a mailed link, at a press: a mail filter that opens links must not use it up. */
export function LinkPage({ token, onDone }: { token: string; onDone: () => void }) {
  const { pending, problem, onSubmit } = useSubmit(async () => {
    await client.account.enterByLink({ token })
    onDone()
  })
  const isUseless = !token || problem !== undefined
  return (
    <Doorway title="The door is open." lead="One press and you are in. The link works once, for 15 minutes.">
      <form onSubmit={onSubmit} className="flex flex-col gap-4">
        {isUseless ? (
          <ProblemNotice
            error={problem ?? { code: 'link_invalid' }}
            action={
              <a href="/sign-in" className={buttonClass()}>
                To the sign-in page
              </a>
            }
          />
        ) : (
          <Button type="submit" kind="primary" disabled={pending}>
            {pending ? 'Signing in…' : 'Come in'}
          </Button>
        )}
      </form>
    </Doorway>
  )
}
