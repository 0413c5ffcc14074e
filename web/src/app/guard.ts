import { redirect } from '@tanstack/react-router'
import { problemOf } from '../lib/problem.ts'
import { aboutQuery, meQuery } from '../lib/queries/account.ts'
import { queryClient } from '../lib/query-client.ts'
import { chosenWorkspace, enterWorkspace } from '../lib/workspace.ts'

/** Lets a signed-in person through; a stranger goes to the door, the first of all to the welcome. */
export async function requireSession(here: string): Promise<void> {
  try {
    await queryClient.ensureQueryData(meQuery)
  } catch (error) {
    const { code } = problemOf(error)
    // The workspace chosen on this device is gone, or belongs to somebody else who was signed in here.
    if (code === 'not_found' && chosenWorkspace() !== undefined) {
      enterWorkspace(undefined)
      // The page is on its way out; nothing of it is to be drawn any more.
      await new Promise(() => {})
    }
    if (code !== 'unauthenticated') throw error
    const { claimed } = await queryClient.fetchQuery(aboutQuery)
    if (!claimed) throw redirect({ to: '/welcome', search: { code: '' } })
    throw redirect({ to: '/sign-in', search: here === '/' ? {} : { to: here } })
  }
}
