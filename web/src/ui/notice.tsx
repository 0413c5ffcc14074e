import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'

const tones = {
  info: { box: 'border-line bg-plaster', icon: <Info className="text-accent" /> },
  attention: { box: 'border-lamp/35 bg-lamp-soft', icon: <TriangleAlert className="text-lamp" /> },
  error: { box: 'border-brick/35 bg-brick-soft', icon: <CircleAlert className="text-brick" /> },
}

/** Something worth knowing, said in the flow of the page: what happened, then what to do about it. */
export function Notice({
  tone = 'info',
  title,
  children,
  live,
  className,
}: {
  tone?: keyof typeof tones
  title?: ReactNode
  children?: ReactNode
  /** True when it appears after something the person did, so that it is read out. */
  live?: boolean
  className?: string
}) {
  return (
    <div
      {...(live && { role: tone === 'error' ? 'alert' : 'status' })}
      className={cx('flex gap-3 rounded-xl border px-4 py-3 text-[0.9375rem]', tones[tone].box, className)}
    >
      <span aria-hidden="true" className="mt-0.5 shrink-0 [&_svg]:size-[1.15rem]">
        {tones[tone].icon}
      </span>
      <div className="min-w-0 flex-1 leading-relaxed">
        {title && <p className="font-medium">{title}</p>}
        {children}
      </div>
    </div>
  )
}
