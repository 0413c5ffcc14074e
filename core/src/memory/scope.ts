import { LoggiaError, type MemoryScope } from '@loggia/contract'

/** Whose memory a conversation reaches: its own, its user's with this agent, and the agent's. */
export interface Subject {
  agentId: string
  conversationId: string
  /** Absent for somebody anonymous, who then has no user memory. */
  userId?: string
}

/** Which of the definition's scopes a subject has, nearest first. */
export const reachableScopes = (subject: Subject, scopes: readonly MemoryScope[]): MemoryScope[] =>
  (['conversation', 'user', 'agent'] as const).filter(
    scope => scopes.includes(scope) && (scope !== 'user' || subject.userId !== undefined),
  )

/** Where something goes when the model names no scope: what it learns belongs to the person. */
export const usualScope = (scopes: readonly MemoryScope[]): MemoryScope | undefined =>
  scopes.includes('user') ? 'user' : scopes[0]

/** Who may write where. Throws `tool_denied` with a sentence for the model and the reader of the run. */
export function assertMayWrite(
  scope: MemoryScope,
  reachable: readonly MemoryScope[],
  mayWriteAgentScope: boolean,
): void {
  if (!reachable.includes(scope)) {
    throw new LoggiaError('tool_denied', { detail: `This agent has no memory of the scope "${scope}" here.` })
  }
  if (scope === 'agent' && !mayWriteAgentScope) {
    throw new LoggiaError('tool_denied', {
      detail: 'Only members of its workspace change what an agent remembers for everybody.',
    })
  }
}
