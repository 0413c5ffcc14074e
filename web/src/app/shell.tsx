import { Outlet, useRouterState } from '@tanstack/react-router'
import { Menu as MenuIcon } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { IconButton } from '../ui/button.tsx'
import { PageMenu } from '../ui/page-menu.tsx'
import { Sidebar } from './sidebar.tsx'

const Drawer = lazy(() => import('./drawer.tsx'))
const Palette = lazy(() => import('./palette.tsx'))

/** The inside of the house: the sidebar (a drawer on a phone), the page, and the palette over both. */
export function Shell() {
  const [drawer, setDrawer] = useState(false)
  const [palette, setPalette] = useState(false)
  const path = useRouterState({ select: state => state.location.href })
  // biome-ignore lint/correctness/useExhaustiveDependencies: going anywhere closes the drawer
  useEffect(() => setDrawer(false), [path])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.shiftKey) return
      event.preventDefault()
      setPalette(open => !open)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])

  const menu = (
    <IconButton label="Open the sidebar" className="-ml-1 md:hidden" onClick={() => setDrawer(true)}>
      <MenuIcon />
    </IconButton>
  )
  return (
    <div className="flex h-dvh overflow-hidden">
      <a
        href="#page"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:rounded-lg focus:bg-plaster focus:p-3"
      >
        To the page
      </a>
      <aside aria-label="Sidebar" className="hidden w-72 shrink-0 border-r border-line bg-stone/45 md:block">
        <Sidebar onSearch={() => setPalette(true)} />
      </aside>
      <main id="page" tabIndex={-1} className="flex min-w-0 flex-1 flex-col outline-none">
        <PageMenu value={menu}>
          <Outlet />
        </PageMenu>
      </main>
      <Suspense>
        {drawer && (
          <Drawer onClose={() => setDrawer(false)}>
            <Sidebar onSearch={() => setPalette(true)} />
          </Drawer>
        )}
        {palette && <Palette onClose={() => setPalette(false)} />}
      </Suspense>
    </div>
  )
}
