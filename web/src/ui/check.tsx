import { Checkbox } from '@base-ui/react/checkbox'
import { Check as Tick } from 'lucide-react'
import { type ReactNode, useId } from 'react'

/** One of several that may be ticked. */
export function Check({
  label,
  hint,
  checked,
  onChange,
}: {
  label: ReactNode
  hint?: ReactNode
  checked: boolean
  onChange: (checked: boolean) => void
}) {
  const id = useId()
  return (
    <div className="flex items-start gap-2.5">
      <Checkbox.Root
        checked={checked}
        onCheckedChange={onChange}
        aria-labelledby={`${id}-label`}
        {...(hint && { 'aria-describedby': `${id}-hint` })}
        className="mt-0.5 flex size-5 shrink-0 cursor-pointer items-center justify-center rounded border border-edge bg-plaster data-checked:border-accent data-checked:bg-accent"
      >
        <Checkbox.Indicator className="text-on-accent">
          <Tick className="size-3.5" strokeWidth={3} />
        </Checkbox.Indicator>
      </Checkbox.Root>
      <span className="min-w-0 text-[0.9375rem] leading-6">
        <span id={`${id}-label`}>{label}</span>
        {hint && (
          <span id={`${id}-hint`} className="block text-sm leading-snug text-shade">
            {hint}
          </span>
        )}
      </span>
    </div>
  )
}
