import type { ModelChoice } from '@loggia/sdk'
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { modelsQuery, providersQuery } from '../../lib/queries/models.ts'
import { SelectField, TextField } from '../../ui/field.tsx'
import type { Checked } from './check.ts'
import type { PartProps } from './parts.ts'
import { problemAt } from './problem-at.ts'

/** Picks the model, or leaves it to the instance; says which would answer now and why. */
export function ModelPart({
  draft,
  onChange,
  problems,
  answeredBy,
}: PartProps & Pick<Checked, 'answeredBy'>) {
  const list = useId()
  const { model } = draft
  const providers = useQuery(providersQuery)
  const chosen = providers.data?.items.find(({ id }) => id === model.provider)
  const models = useQuery({
    ...modelsQuery(model.provider ?? ''),
    enabled: chosen !== undefined && chosen.source !== 'none',
  })
  const change = (patch: { [Field in keyof ModelChoice]?: ModelChoice[Field] | undefined }) => {
    const next = Object.entries({ ...model, ...patch }).filter(
      ([, value]) => value !== undefined && value !== '',
    )
    onChange({ model: Object.fromEntries(next) as ModelChoice })
  }
  return (
    <div className="flex flex-col gap-5">
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField
          label="Provider"
          value={model.provider ?? ''}
          error={problemAt(problems, 'model.provider')}
          onChange={event => change({ provider: event.target.value, model: undefined })}
        >
          <option value="">Automatic</option>
          {providers.data?.items.map(({ id, title, source }) => (
            <option key={id} value={id}>
              {title}
              {source === 'none' ? ' (no key yet)' : ''}
            </option>
          ))}
          {model.provider && !chosen && <option value={model.provider}>{model.provider}</option>}
        </SelectField>
        <TextField
          label="Model"
          list={list}
          value={model.model ?? ''}
          disabled={!model.provider}
          placeholder={chosen?.defaultModel ?? 'Chosen with the provider'}
          error={problemAt(problems, 'model.model')}
          onChange={event => change({ model: event.target.value })}
          className="font-mono text-sm"
        />
        <datalist id={list}>
          {models.data?.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </datalist>
        <SelectField
          label="Reasoning"
          value={model.reasoning ?? ''}
          onChange={event =>
            change({ reasoning: (event.target.value || undefined) as ModelChoice['reasoning'] })
          }
        >
          <option value="">As the model likes</option>
          <option value="none">None</option>
          <option value="low">Low</option>
          <option value="medium">Medium</option>
          <option value="high">High</option>
        </SelectField>
        <TextField
          label="Temperature"
          type="number"
          min={0}
          max={2}
          step={0.1}
          value={model.temperature ?? ''}
          placeholder="The model's own"
          error={problemAt(problems, 'model.temperature')}
          onChange={event =>
            change({ temperature: event.target.value === '' ? undefined : Number(event.target.value) })
          }
        />
      </div>
      {answeredBy && (
        <p className="rounded-lg bg-accent-soft px-3.5 py-2.5 text-[0.9375rem] leading-relaxed">
          <strong className="font-medium">
            {answeredBy.provider} · {answeredBy.model}
          </strong>{' '}
          would answer now. {answeredBy.why}
        </p>
      )}
    </div>
  )
}
