import type { Interrupt } from '@loggia/sdk'

export interface TextPart {
  kind: 'text' | 'reasoning'
  id: string
  text: string
  /** Still arriving. */
  open: boolean
}

/** `writing`: arguments arrive; `running`; `waiting`: for a person's yes or no; then how it ended. */
export type ToolState = 'writing' | 'running' | 'waiting' | 'done' | 'failed' | 'denied' | 'stopped'

export interface Citation {
  documentId: string
  title: string
  chunk: number
  quote: string
}

export interface ToolPart {
  kind: 'tool'
  id: string
  name: string
  /** The arguments as JSON text; cut while they arrive. */
  input: string
  state: ToolState
  output?: string
  progress?: { message?: string | undefined; fraction?: number | undefined }
  /** Why the policy refused it. */
  refusal?: string
  citations?: Citation[]
}

/** A line beside the answer: something was remembered, recalled, forgotten or summarised. */
export interface NotePart {
  kind: 'note'
  id: string
  about: 'written' | 'forgotten' | 'recalled' | 'summarised'
  text: string
}

export type Part = TextPart | ToolPart | NotePart

export type RunPhase = 'waiting' | 'running' | 'finished' | 'interrupted' | 'failed' | 'cancelled'

/** What a reader is shown of one run. */
export interface RunView {
  runId: string | undefined
  phase: RunPhase
  parts: readonly Part[]
  model: { provider: string; model: string; why: string } | undefined
  interrupts: readonly Interrupt[]
  error: { code: string | undefined; message: string } | undefined
}

export const emptyRun: RunView = {
  runId: undefined,
  phase: 'waiting',
  parts: [],
  model: undefined,
  interrupts: [],
  error: undefined,
}
