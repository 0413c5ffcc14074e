const key = 'loggia.agent'

/** The agent that was last talked to on this device. */
export function lastAgent(): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined
  } catch {
    return undefined
  }
}

export function rememberAgent(id: string): void {
  try {
    localStorage.setItem(key, id)
  } catch {
    // Without storage the first agent is offered again.
  }
}
