import { useQuery } from '@tanstack/react-query'
import { LogOut } from 'lucide-react'
import { client } from '../lib/client.ts'
import { meQuery } from '../lib/queries/account.ts'
import { ArchAvatar } from '../ui/arch-avatar.tsx'
import { IconButton } from '../ui/button.tsx'
import { ThemeToggle } from '../ui/theme-toggle.tsx'

/** Who is signed in, the light they see by, and the way out. */
export function AccountBar() {
  const me = useQuery(meQuery)
  const leave = async () => {
    await client.account.signOut({})
    // A whole new page: nothing of this person stays in memory.
    globalThis.location.assign('/sign-in')
  }
  return (
    <div className="flex items-center gap-2.5 border-t border-line py-2.5 pr-2 pl-4">
      {me.data && <ArchAvatar name={me.data.user.name} size="small" />}
      <div className="min-w-0 flex-1 leading-tight">
        <p className="truncate text-[0.9375rem] font-medium">{me.data?.user.name ?? '\u00a0'}</p>
        <p className="truncate text-sm text-shade">{me.data?.user.email ?? '\u00a0'}</p>
      </div>
      <ThemeToggle />
      <IconButton label="Sign out" onClick={leave}>
        <LogOut />
      </IconButton>
    </div>
  )
}
