import { useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { SignIn, Welcome } from '../../features/account/index.ts'
import { queryClient } from '../../lib/query-client.ts'

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
  const { to } = useSearch({ from: '/sign-in' })
  const router = useRouter()
  const done = () => {
    queryClient.clear()
    // Only a path of this app: an address from elsewhere could lead away.
    router.history.push(to?.startsWith('/') && !to.startsWith('//') ? to : '/')
  }
  return <SignIn onDone={done} />
}
