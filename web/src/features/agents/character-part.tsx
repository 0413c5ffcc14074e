import { TextArea, TextField } from '../../ui/field.tsx'
import { ListField } from './list-field.tsx'
import type { PartProps } from './parts.ts'
import { problemAt } from './problem-at.ts'

/** Who the agent is and how it greets. */
export function CharacterPart({ draft, onChange, problems }: PartProps) {
  const { character } = draft
  const change = (patch: Partial<typeof character>) => onChange({ character: { ...character, ...patch } })
  return (
    <div className="flex flex-col gap-5">
      <TextField
        label="Name"
        required
        maxLength={80}
        value={draft.name}
        error={problemAt(problems, 'name')}
        onChange={event => onChange({ name: event.target.value })}
      />
      <TextField
        label="Summary"
        maxLength={280}
        value={draft.summary}
        hint="One sentence for lists and for whoever meets it."
        error={problemAt(problems, 'summary')}
        onChange={event => onChange({ summary: event.target.value })}
      />
      <TextArea
        label="Instructions"
        rows={6}
        className="min-h-40"
        value={character.instructions}
        hint="What it is for and how it behaves."
        error={problemAt(problems, 'character.instructions')}
        onChange={event => change({ instructions: event.target.value })}
      />
      <TextArea
        label="Greeting"
        rows={2}
        value={draft.greeting}
        hint="Shown before the first message; the model does not see it."
        error={problemAt(problems, 'greeting')}
        onChange={event => onChange({ greeting: event.target.value })}
      />
      <ListField
        label="Ways to begin"
        hint="One a line, six at most. Each is a button under the greeting."
        items={draft.starters}
        error={problemAt(problems, 'starters')}
        onChange={starters => onChange({ starters })}
      />
      <details>
        <summary className="min-h-9 text-[0.9375rem] text-shade hover:text-ink">
          More of its character: life, lore, topics, style
        </summary>
        <div className="mt-3 flex flex-col gap-5">
          {(['bio', 'lore', 'topics', 'adjectives', 'style'] as const).map(field => (
            <ListField
              key={field}
              label={field.charAt(0).toUpperCase() + field.slice(1)}
              items={character[field]}
              error={problemAt(problems, `character.${field}`)}
              onChange={items => change({ [field]: items })}
            />
          ))}
          {character.examples.length > 0 && (
            <p className="text-sm text-shade">
              {character.examples.length} example {character.examples.length === 1 ? 'dialogue' : 'dialogues'}{' '}
              are kept as they are.
            </p>
          )}
        </div>
      </details>
    </div>
  )
}
