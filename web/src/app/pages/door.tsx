import { useLocation, useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { Invitation, LinkPage, Reset, SignIn, SignUp, Welcome } from '../../features/account/index.ts'
import { queryClient } from '../../lib/query-client.ts'
import { tokenOf } from '../../lib/token.ts'
import { enterWorkspace } from '../../lib/workspace.ts'

/** Goes on to a path as whoever has just come in: nothing of what was known before is shown. */
function useEnter(): (path: string) => void {
  const router = useRouter()
  return path => {
    queryClient.clear()
    router.history.push(path)
  }
}

const useToken = () => tokenOf(useLocation({ select: ({ hash }) => hash }))

export function WelcomePage() {
  const { code } = useSearch({ from: '/welcome' })
  const navigate = useNavigate()
  const done = () => {
    queryClient.clear()
    void navigate({ to: '/' })
  }
  return <Welcome code={code} onDone={done} />
}

export function SignInPage() {
  const { to = '/', error = '' } = useSearch({ from: '/sign-in' })
  const enter = useEnter()
  const invitation = useToken()
  const hash = invitation && `#${encodeURIComponent(invitation)}`
  // Only a path of this app: an address from elsewhere could lead away.
  const path = /^\/(?![/\\])/.test(to) ? to : '/'
  return <SignIn error={error} invitation={invitation} onDone={() => enter(path + hash)} />
}

export function SignUpPage() {
  const enter = useEnter()
  const invitation = useToken()
  const next = invitation ? `/invitation#${encodeURIComponent(invitation)}` : '/'
  return <SignUp invitation={invitation} onDone={() => enter(next)} />
}

export function LinkSignInPage() {
  const enter = useEnter()
  return <LinkPage token={useToken()} onDone={() => enter('/')} />
}

export function ResetPage() {
  return <Reset token={useToken()} onDone={() => queryClient.clear()} />
}

export function InvitationPage() {
  return <Invitation token={useToken()} onJoined={id => enterWorkspace(id)} />
}
