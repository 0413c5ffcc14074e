import { Switch } from '@base-ui/react/switch'
import { type ReactNode, useId } from 'react'

/** A thing that is on or off, with its name and a line that says what it does. */
export function Toggle({
  label,
  hint,
  checked,
  onChange,
  disabled,
}: {
  label: string
  hint?: ReactNode
  checked: boolean
  onChange: (checked: boolean) => void
  disabled?: boolean
}) {
  const id = useId()
  return (
    <div className="flex items-start gap-3">
      <Switch.Root
        checked={checked}
        onCheckedChange={onChange}
        disabled={disabled ?? false}
        aria-labelledby={`${id}-label`}
        className="mt-0.5 flex h-6 w-10 shrink-0 cursor-pointer rounded-full border border-edge bg-stone p-0.5 transition-colors data-checked:border-accent data-checked:bg-accent data-disabled:opacity-50"
      >
        <Switch.Thumb className="size-[1.125rem] rounded-full bg-edge transition-transform duration-150 data-checked:translate-x-4 data-checked:bg-on-accent" />
      </Switch.Root>
      <span>
        <span id={`${id}-label`} className="block font-medium">
          {label}
        </span>
        {hint && <span className="block text-sm text-shade">{hint}</span>}
      </span>
    </div>
  )
}
