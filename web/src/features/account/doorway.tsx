import type { ReactNode } from 'react'
import { useTitle } from '../../lib/title.ts'
import { Arcade } from '../../ui/arcade.tsx'
import { Wordmark } from '../../ui/mark.tsx'

/** The page before one is inside: the view through the arches, and one thing to do. */
export function Doorway({ title, lead, children }: { title: string; lead: ReactNode; children?: ReactNode }) {
  useTitle(title)
  return (
    <main className="grid min-h-dvh grid-rows-[auto_1fr] lg:grid-cols-[1.1fr_1fr] lg:grid-rows-1">
      <Arcade bays={3} height={270} className="h-44 w-full sm:h-64 lg:hidden" />
      <Arcade bays={2} height={480} className="hidden h-full w-full lg:block" />
      <div className="flex flex-col justify-center px-6 py-8 sm:px-12 lg:px-16">
        <div className="mx-auto flex w-full max-w-md animate-arrive flex-col gap-7 lg:mx-0">
          <Wordmark />
          <div>
            <h1 className="font-voice text-[2.2rem] leading-[1.1] tracking-[-0.015em] text-balance sm:text-[2.75rem]">
              {title}
            </h1>
            <p className="mt-3 max-w-[46ch] text-lg leading-relaxed text-shade">{lead}</p>
          </div>
          {children}
        </div>
      </div>
    </main>
  )
}
