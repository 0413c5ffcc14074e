import type { Definition } from '@loggia/sdk'
import type { Problem } from './problem-at.ts'

/** What each part of the editor is given. */
export interface PartProps {
  draft: Definition
  /** Changes some fields of the definition. */
  onChange: (patch: Partial<Definition>) => void
  problems: readonly Problem[]
}
