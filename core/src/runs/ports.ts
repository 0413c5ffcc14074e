import type { Definition, IdNoun, RunEvent, Usage } from '@loggia/contract'
import type { Database, Logger, TenantSql } from '../platform/index.ts'
import type { Catalog, OtherTools } from '../plugins/index.ts'
import type { Clock, TurnModel } from '../turns/index.ts'

/** Where and for whom a run happens. */
export interface RunScope {
  db: TenantSql
  workspaceId: string
  agentId: string
  handle: string
  conversationId: string
  runId: string
  userId: string
}

/** The model that will answer, and why it does. */
export interface ResolvedModel extends TurnModel {
  why: string
}

/** Told when a run has ended, after its terminal event is committed. */
export interface EndedRun extends RunScope {
  status: 'finished' | 'interrupted' | 'failed' | 'cancelled'
  errorCode?: string
  provider: string
  model: string
  usage: Usage
  steps: number
  firstTokenMs?: number
  elapsedMs: number
}

/** What runs need of the rest of the platform; given once, by the composition root. */
export interface RunPorts {
  database: Database
  nodeId: string
  logger: Logger
  clock: Clock
  newId(noun: IdNoun): string
  catalog: Catalog
  /** Throws `model_*` when the definition's choice cannot be opened. */
  resolveModel(scope: RunScope, definition: Definition): Promise<ResolvedModel>
  /** Tools beside those of plugins: memory, knowledge, the builder's own. */
  otherTools(scope: RunScope, definition: Definition, emit: (event: RunEvent) => void): readonly OtherTools[]
  onEnded(run: EndedRun): void
  /** Milliseconds a provider may stay silent. */
  silenceMs: number
}

/** What a caller asks for when a message is sent. */
export interface SendInput {
  conversation: string
  text: string
  files: readonly string[]
  whenBusy: 'reject' | 'enqueue' | 'replace'
}
