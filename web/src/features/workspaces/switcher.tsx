import { useQuery } from '@tanstack/react-query'
import { Check, ChevronsUpDown, Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { meQuery } from '../../lib/queries/account.ts'
import { enterWorkspace } from '../../lib/workspace.ts'
import { cx } from '../../ui/cx.ts'
import { Menu, MenuItem } from '../../ui/menu.tsx'

const NewWorkspace = lazy(() => import('./new-workspace.tsx'))

/** Says which workspace one is in, and leads into the others or into a new one. */
export function WorkspaceSwitcher() {
  const me = useQuery(meQuery)
  const [making, setMaking] = useState(false)
  const here = me.data?.workspace
  return (
    <>
      <Menu
        align="start"
        trigger={
          <button
            type="button"
            className="flex min-h-9 w-full items-center gap-2 rounded-lg px-2.5 py-1.5 text-left text-[0.9375rem] hover:bg-plaster/60"
          >
            <span className="sr-only">Workspace:</span>
            <span className="min-w-0 flex-1 truncate font-medium">{here?.name ?? '\u00a0'}</span>
            <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-shade" />
          </button>
        }
      >
        {me.data?.workspaces.map(({ id, name, role }) => (
          <MenuItem key={id} onSelect={() => id !== here?.id && enterWorkspace(id)}>
            <Check aria-hidden="true" className={cx(id !== here?.id && 'invisible')} />
            <span className="min-w-0 max-w-52 flex-1 truncate">{name}</span>
            <span className="text-sm text-shade">
              {role}
              {id === here?.id && <span className="sr-only">, you are here</span>}
            </span>
          </MenuItem>
        ))}
        <MenuItem onSelect={() => setMaking(true)}>
          <Plus aria-hidden="true" /> New workspace
        </MenuItem>
      </Menu>
      <Suspense>{making && <NewWorkspace onClose={() => setMaking(false)} />}</Suspense>
    </>
  )
}
