import type { ReactNode } from 'react'

/** Where a list will be, before there is anything in it: an empty bay, a sentence, a first step. */
export function Empty({
  title,
  children,
  action,
}: {
  title: string
  children: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="flex flex-col items-center gap-3 px-4 py-12 text-center">
      <svg viewBox="0 0 64 72" aria-hidden="true" className="h-18 w-16 fill-none stroke-line" strokeWidth="2">
        <path d="M4 70V32a28 28 0 0 1 56 0v38M14 70V34a18 18 0 0 1 36 0v36M1 70h62" />
      </svg>
      <h2 className="font-voice text-2xl">{title}</h2>
      <p className="max-w-[44ch] text-shade">{children}</p>
      {action && <div className="mt-2">{action}</div>}
    </div>
  )
}
