import type { ReactNode } from 'react'
import { usePageMenu } from './page-menu.tsx'

/** A page that scrolls as a whole: its title, what can be done at the top, and its content. */
export function Page({
  title,
  lead,
  actions,
  wide,
  children,
}: {
  title: string
  lead?: ReactNode
  actions?: ReactNode
  wide?: boolean
  children: ReactNode
}) {
  const menu = usePageMenu()
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className={`mx-auto w-full px-4 pt-3 pb-16 sm:px-8 sm:pt-10 ${wide ? 'max-w-5xl' : 'max-w-3xl'}`}>
        <div className="mb-3 md:hidden">{menu}</div>
        <div className="mb-7 flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
          <div className="min-w-0">
            <h1 className="font-voice text-[2.1rem] leading-[1.12] tracking-[-0.015em] sm:text-[2.5rem]">
              {title}
            </h1>
            {lead && <p className="mt-1.5 max-w-[60ch] leading-relaxed text-shade">{lead}</p>}
          </div>
          {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
        </div>
        {children}
      </div>
    </div>
  )
}

/** A part of a page under its own heading. */
export function Section({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  return (
    <section className="mb-10">
      <h2 className="font-voice text-[1.5rem] leading-tight">{title}</h2>
      {lead && <p className="mt-1 max-w-[64ch] text-[0.9375rem] leading-relaxed text-shade">{lead}</p>}
      <div className="mt-4">{children}</div>
    </section>
  )
}
