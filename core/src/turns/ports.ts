import type {
  Definition,
  ErrorCode,
  IdNoun,
  LanguageModel,
  LoggiaError,
  MessagePart,
  RunEvent,
  Usage,
} from '@loggia/contract'
import type { OfferedTool } from '../plugins/index.ts'
import type { HistoryTurn, Summary } from './history.ts'

/** Where events go. `emit` never waits; `commit` resolves when all emitted so far is in the database. */
export interface Sink {
  emit(event: RunEvent): void
  commit(): Promise<void>
  /** Resolves when the writer has room again; a fast model waits here for a slow disk. */
  ready(): Promise<void> | undefined
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Milliseconds that only count up, whatever happens to the wall clock. */
  elapsed(): number
}

/** The model that answers, opened and ready to be asked. */
export interface TurnModel {
  model: LanguageModel
  provider: string
  id: string
  /** Model tokens of prompt and reply together. */
  contextWindow: number
  /** Model tokens kept free for the reply. */
  replyReserve: number
  /** US dollars; undefined when the price is not known. */
  price(usage: Usage): number | undefined
}

/** All that a turn can reach. */
export interface TurnPorts {
  model: TurnModel
  tools: ReadonlyMap<string, OfferedTool>
  sink: Sink
  clock: Clock
  newId(noun: IdNoun): string
  /** Aborted by cancel and by the server's stop. */
  signal: AbortSignal
  saveSummary(summary: Summary): Promise<void>
  /** Milliseconds a provider may stay silent before the run ends with `model_silent`. */
  silenceMs: number
}

/** What a chain of runs has used so far. */
export interface Spent {
  steps: number
  /** Prompt and reply. */
  tokens: number
  costUsd: number
  /** Milliseconds. */
  elapsedMs: number
}

export const nothingSpent: Spent = { steps: 0, tokens: 0, costUsd: 0, elapsedMs: 0 }

/** A tool call that a person has answered; the run goes on from there. */
export interface AnsweredCall {
  toolCallId: string
  toolName: string
  input: unknown
  approved: boolean
  note?: string
}

export interface TurnInput {
  conversationId: string
  /** Id of the message that this run writes. */
  messageId: string
  definition: Definition
  /** Past turns and, last, the one being answered. */
  history: readonly HistoryTurn[]
  summary?: Summary
  answered: readonly AnsweredCall[]
  spent: Spent
}

/** A tool call that waits for a person. */
export interface WaitingCall {
  approvalId: string
  toolCallId: string
  toolName: string
  input: unknown
}

/** How the run ended; the caller commits this together with the terminal event. */
export interface TurnOutcome {
  status: 'finished' | 'interrupted' | 'failed' | 'cancelled'
  parts: MessagePart[]
  waiting: readonly WaitingCall[]
  usage: Usage
  costUsd?: number
  spent: Spent
  steps: number
  /** Milliseconds from the start of the run to the first token. */
  firstTokenMs?: number
  /** Why the model stopped, as it says: `stop`, `length`, `content-filter` … */
  finishReason?: string
  error?: LoggiaError
}

export type BudgetCode = Extract<ErrorCode, `budget_${string}`>
