import { useState } from 'react'
import { client } from '../../lib/client.ts'
import { problemOf } from '../../lib/problem.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { Doorway } from './doorway.tsx'
import { NewPassword } from './new-password.tsx'
import { useSubmit } from './use-submit.ts'

/** Chooses another password with a mailed link. */
export function Reset({ token, onDone }: { token: string; onDone: () => void }) {
  const [isSet, setIsSet] = useState(false)
  const { pending, problem, onSubmit } = useSubmit(async ({ password = '' }) => {
    await client.account.resetPassword({ token, password })
    setIsSet(true)
    onDone()
  })
  const failure = token ? problem : { code: 'link_invalid' }
  const isUseless = failure !== undefined && problemOf(failure).code === 'link_invalid'
  return (
    <Doorway
      title="A new password."
      lead="Setting it signs you out everywhere, so that nobody stays in who should not."
    >
      {isSet ? (
        <Notice title="The new password is set." live>
          <p className="text-shade">Sign in with it; the old one is gone.</p>
          <a href="/sign-in" className={buttonClass('primary', 'mt-3')}>
            Sign in
          </a>
        </Notice>
      ) : (
        <form onSubmit={onSubmit} className="flex flex-col gap-4">
          {!isUseless && <NewPassword label="New password" />}
          {failure !== undefined && (
            <ProblemNotice
              error={failure}
              action={
                isUseless && (
                  <a href="/sign-in" className={buttonClass()}>
                    To the sign-in page
                  </a>
                )
              }
            />
          )}
          {!isUseless && (
            <Button type="submit" kind="primary" disabled={pending}>
              {pending ? 'Setting…' : 'Set the password'}
            </Button>
          )}
        </form>
      )}
    </Doorway>
  )
}
