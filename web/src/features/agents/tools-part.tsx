import type { ToolPolicy } from '@loggia/sdk'
import { TextField } from '../../ui/field.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import type { Checked } from './check.ts'
import type { PartProps } from './parts.ts'
import { problemAt } from './problem-at.ts'

const choices = [
  { value: 'allow', label: 'Allow' },
  { value: 'ask', label: 'Ask' },
  { value: 'deny', label: 'Deny' },
] as const

const effects = {
  none: 'changes nothing',
  read: 'reads',
  write: 'writes outside',
  send: 'sends',
  spend: 'spends',
}

/** What the agent may use, and for each tool whether it just may, must ask, or may not. */
export function ToolsPart({ draft, onChange, problems, tools }: PartProps & Pick<Checked, 'tools'>) {
  const choose = (name: string, policy: ToolPolicy) => onChange({ tools: { ...draft.tools, [name]: policy } })
  return (
    <div className="flex flex-col gap-5">
      <TextField
        label="Plugins"
        value={draft.plugins.join(', ')}
        hint="Ids of the plugins whose tools it has, with commas between them."
        error={problemAt(problems, 'plugins')}
        onChange={event =>
          onChange({
            plugins: event.target.value
              .split(/,\s*/)
              .filter((id, index, all) => id !== '' || (index === all.length - 1 && index > 0)),
          })
        }
        onBlur={() => onChange({ plugins: draft.plugins.map(id => id.trim()).filter(Boolean) })}
      />
      {tools.length === 0 ? (
        <p className="text-shade">No tools yet. Name a plugin to give it some.</p>
      ) : (
        <ul className="divide-y divide-line rounded-2xl border border-line bg-plaster">
          {tools.map(tool => (
            <li
              key={tool.name}
              className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-3"
            >
              <div className="min-w-0 flex-1 basis-64">
                <p>
                  <code className="font-mono text-[0.875rem] font-medium">{tool.name}</code>{' '}
                  <span className="text-sm text-shade">
                    {effects[tool.effect]} · {tool.plugin}
                  </span>
                </p>
                <p className="line-clamp-2 text-sm text-shade">{tool.description}</p>
              </div>
              <Segmented
                label={`Policy of ${tool.name}`}
                value={draft.tools[tool.name] ?? tool.policy}
                options={choices}
                onChange={policy => choose(tool.name, policy)}
              />
            </li>
          ))}
        </ul>
      )}
      {problemAt(problems, 'tools') && <p className="text-sm text-brick">{problemAt(problems, 'tools')}</p>}
    </div>
  )
}
