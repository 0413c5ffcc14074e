import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { LogOut } from 'lucide-react'
import { WorkspaceSwitcher } from '../features/workspaces/index.ts'
import { client } from '../lib/client.ts'
import { meQuery } from '../lib/queries/account.ts'
import { ArchAvatar } from '../ui/arch-avatar.tsx'
import { IconButton } from '../ui/button.tsx'
import { ThemeToggle } from '../ui/theme-toggle.tsx'

/** The workspace one is in, who is signed in, the light they see by, and the way out. */
export function AccountBar() {
  const me = useQuery(meQuery)
  const leave = async () => {
    await client.account.signOut({})
    // A whole new page: nothing of this person stays in memory.
    globalThis.location.assign('/sign-in')
  }
  return (
    <div className="border-t border-line">
      <div className="px-3 pt-2">
        <WorkspaceSwitcher />
      </div>
      <div className="flex items-center gap-2.5 pt-1 pr-2 pb-2.5 pl-4">
        {me.data && <ArchAvatar name={me.data.user.name} size="small" />}
        <Link
          to="/settings/sessions"
          title="Where you are signed in"
          className="min-w-0 flex-1 rounded-md leading-tight hover:underline"
        >
          <span className="block truncate text-[0.9375rem] font-medium">
            {me.data?.user.name ?? '\u00a0'}
          </span>
          <span className="block truncate text-sm text-shade">{me.data?.user.email ?? '\u00a0'}</span>
          <span className="sr-only">, where you are signed in</span>
        </Link>
        <ThemeToggle />
        <IconButton label="Sign out" onClick={leave}>
          <LogOut />
        </IconButton>
      </div>
    </div>
  )
}
