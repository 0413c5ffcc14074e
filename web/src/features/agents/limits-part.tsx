import type { Budget, MemoryScope } from '@loggia/sdk'
import { Check } from '../../ui/check.tsx'
import { TextField } from '../../ui/field.tsx'
import type { PartProps } from './parts.ts'
import { problemAt } from './problem-at.ts'

const scopes: { scope: MemoryScope; label: string; hint: string }[] = [
  { scope: 'conversation', label: 'In a conversation', hint: 'Kept and used within it.' },
  { scope: 'user', label: 'About a person', hint: 'Used whenever the same person talks to it.' },
  { scope: 'agent', label: 'For itself', hint: 'Used with everybody. Choose with care.' },
]

/** What it may keep in mind. */
export function MemoryPart({ draft, onChange }: PartProps) {
  const chosen = new Set(draft.memory.scopes)
  const toggle = (scope: MemoryScope, on: boolean) => {
    if (on) chosen.add(scope)
    else chosen.delete(scope)
    onChange({ memory: { scopes: scopes.flatMap(each => (chosen.has(each.scope) ? each.scope : [])) } })
  }
  return (
    <div className="flex flex-col gap-3">
      {scopes.map(({ scope, label, hint }) => (
        <Check
          key={scope}
          label={label}
          hint={hint}
          checked={chosen.has(scope)}
          onChange={on => toggle(scope, on)}
        />
      ))}
    </div>
  )
}

const limits: { field: keyof Budget; label: string; step: number }[] = [
  { field: 'steps', label: 'Model calls', step: 1 },
  { field: 'tokens', label: 'Model tokens', step: 1_000 },
  { field: 'costUsd', label: 'Cost in US dollars', step: 0.05 },
  { field: 'seconds', label: 'Seconds', step: 10 },
]

/** What one answer may use before it is ended with a reason. */
export function BudgetPart({ draft, onChange, problems }: PartProps) {
  return (
    <div className="grid grid-cols-2 gap-5 sm:grid-cols-4">
      {limits.map(({ field, label, step }) => (
        <TextField
          key={field}
          label={label}
          type="number"
          min={0}
          step={step}
          value={draft.budget[field]}
          error={problemAt(problems, `budget.${field}`)}
          onChange={event =>
            onChange({ budget: { ...draft.budget, [field]: event.target.valueAsNumber || 0 } })
          }
        />
      ))}
    </div>
  )
}
