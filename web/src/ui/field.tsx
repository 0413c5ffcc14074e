import { type ComponentProps, type ReactNode, useId } from 'react'
import { cx } from './cx.ts'

const box =
  'w-full rounded-lg border border-edge/60 bg-plaster px-3 py-2 text-base text-ink placeholder:text-shade focus-visible:border-accent focus-visible:outline-offset-0 aria-invalid:border-brick disabled:opacity-60 sm:text-[0.9375rem]'

interface Labelled {
  label: string
  hint?: ReactNode
  /** What is wrong with the value, as a sentence. */
  error?: string | undefined
}

function useDescription({ hint, error }: Labelled) {
  const id = useId()
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return {
    id,
    aria: {
      id,
      ...(described && { 'aria-describedby': described }),
      ...(error && { 'aria-invalid': true as const }),
    },
  }
}

function Frame({ id, label, hint, error, children }: Labelled & { id: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium text-ink">
        {label}
      </label>
      {children}
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-shade">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-sm text-brick">
          {error}
        </p>
      )}
    </div>
  )
}

/** A line of text with its label, hint and error. */
export function TextField({ label, hint, error, className, ...rest }: ComponentProps<'input'> & Labelled) {
  const { id, aria } = useDescription({ label, hint, error })
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <input className={cx(box, 'min-h-10', className)} {...aria} {...rest} />
    </Frame>
  )
}

/** Several lines of text; grows with its content where the browser can. */
export function TextArea({ label, hint, error, className, ...rest }: ComponentProps<'textarea'> & Labelled) {
  const { id, aria } = useDescription({ label, hint, error })
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <textarea className={cx(box, 'field-sizing-content min-h-20', className)} {...aria} {...rest} />
    </Frame>
  )
}

/** One of a few; the platform's own list, which every phone and screen reader knows. */
export function SelectField({ label, hint, error, className, ...rest }: ComponentProps<'select'> & Labelled) {
  const { id, aria } = useDescription({ label, hint, error })
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <select className={cx(box, 'min-h-10', className)} {...aria} {...rest} />
    </Frame>
  )
}
