import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { cx } from './cx.ts'

/** A choice of two to four, all in sight. */
export function Segmented<Value extends string>({
  label,
  value,
  options,
  onChange,
  disabled,
}: {
  label: string
  value: Value
  options: readonly { value: Value; label: string }[]
  onChange: (value: Value) => void
  disabled?: boolean
}) {
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      onValueChange={next => onChange(next as Value)}
      disabled={disabled ?? false}
      className="inline-flex rounded-lg border border-line bg-stone p-0.5"
    >
      {options.map(option => (
        <Radio.Root
          key={option.value}
          value={option.value}
          aria-label={option.label}
          className={cx(
            'min-h-8 min-w-12 cursor-pointer rounded-md px-2.5 py-1 text-center text-sm text-shade select-none',
            'data-checked:bg-plaster data-checked:font-medium data-checked:text-ink data-checked:shadow-sm data-disabled:cursor-default',
          )}
        >
          {option.label}
        </Radio.Root>
      ))}
    </RadioGroup>
  )
}
