import type { ReactNode } from 'react'
import { useTitle } from '../lib/title.ts'
import { usePageMenu } from './page-menu.tsx'

/** A page that scrolls as a whole: its title, what can be done at the top, and its content. */
export function Page({
  title,
  lead,
  actions,
  children,
}: {
  title: string
  lead?: ReactNode
  actions?: ReactNode
  children: ReactNode
}) {
  const menu = usePageMenu()
  useTitle(title)
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto w-full max-w-4xl px-4 pt-3 pb-16 sm:px-8 sm:pt-10">
        <div className="mb-7 flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
          <div className="min-w-0 grow basis-72">
            <div className="flex items-center gap-1">
              {menu}
              <h1 className="min-w-0 font-voice text-[1.9rem] leading-[1.12] tracking-[-0.015em] [overflow-wrap:anywhere] sm:text-[2.5rem]">
                {title}
              </h1>
            </div>
            {lead && <p className="mt-1.5 max-w-[60ch] leading-relaxed text-shade">{lead}</p>}
          </div>
          {actions && <div className="flex basis-full flex-wrap gap-2 sm:basis-auto sm:pt-1">{actions}</div>}
        </div>
        {children}
      </div>
    </div>
  )
}

/** A part of a page under its own heading. */
export function Section({
  id,
  title,
  lead,
  children,
}: {
  id?: string
  title: string
  lead?: ReactNode
  children: ReactNode
}) {
  return (
    <section id={id} className="mb-10 scroll-mt-6">
      <h2 className="font-voice text-[1.5rem] leading-tight">{title}</h2>
      {lead && <p className="mt-1 max-w-[64ch] text-[0.9375rem] leading-relaxed text-shade">{lead}</p>}
      <div className="mt-4">{children}</div>
    </section>
  )
}
