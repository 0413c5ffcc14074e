import { Sessions } from '../../features/sessions/index.ts'
import { Members } from '../../features/workspaces/members.tsx'
import { Page } from '../../ui/page.tsx'

/** Settings: who is in the workspace, who is invited, and the ways out. */
export const MembersPage = () => (
  <Page title="Members" lead="Who is in this workspace, and what each may do here.">
    <Members />
  </Page>
)

/** Settings: where the person is signed in. */
export const SessionsPage = () => (
  <Page
    title="Where you are signed in"
    lead="End a session you do not know; it holds from the next request on."
  >
    <Sessions />
  </Page>
)
