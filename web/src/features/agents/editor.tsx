import type { Definition } from '@loggia/sdk'
import type { ReactNode } from 'react'
import { Section } from '../../ui/page.tsx'
import { CharacterPart } from './character-part.tsx'
import { type Checked, useCheck } from './check.ts'
import { Contents } from './contents.tsx'
import { BudgetPart, MemoryPart } from './limits-part.tsx'
import { ModelPart } from './model-part.tsx'
import { ToolsPart } from './tools-part.tsx'

const nothing: Checked = { problems: [], tools: [] }
const parts = ['Character', 'Model', 'Tools', 'Memory', 'Budget', 'Knowledge']

/** A definition as a form. It is checked while it is written; `children` gets the number of problems. */
export function Editor({
  draft,
  onChange,
  readOnly,
  knowledge,
  children,
}: {
  draft: Definition
  onChange: (draft: Definition) => void
  readOnly?: boolean
  knowledge: ReactNode
  children: (problems: number) => ReactNode
}) {
  const { problems, tools, answeredBy } = useCheck(draft) ?? nothing
  const part = { draft, problems, onChange: (patch: Partial<Definition>) => onChange({ ...draft, ...patch }) }
  return (
    <div className="grid gap-x-10 lg:grid-cols-[8rem_minmax(0,1fr)]">
      <Contents parts={parts} />
      <div className="min-w-0">
        <fieldset disabled={readOnly ?? false} className="contents">
          <Section id="character" title="Character">
            <CharacterPart {...part} />
          </Section>
          <Section
            id="model"
            title="Model"
            lead="Automatic takes a saved key first, then one from the environment, then a local server."
          >
            <ModelPart {...part} answeredBy={answeredBy} />
          </Section>
          <Section id="tools" title="Tools" lead="Ask waits for a person’s yes to the exact call.">
            <ToolsPart {...part} tools={tools} />
          </Section>
          <Section id="memory" title="Memory" lead="What it may remember, and where.">
            <MemoryPart {...part} />
          </Section>
          <Section
            id="budget"
            title="Budget"
            lead="For one answer. When it is used up, the answer ends and says why."
          >
            <BudgetPart {...part} />
          </Section>
        </fieldset>
        <Section id="knowledge" title="Knowledge">
          {knowledge}
        </Section>
        {children(problems.length)}
      </div>
    </div>
  )
}
