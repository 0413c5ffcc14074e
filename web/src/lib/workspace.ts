const key = 'loggia.workspace'

/** The id of the workspace chosen on this device; the server's choice, the oldest one, when absent. */
export function chosenWorkspace(): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined
  } catch {
    return undefined
  }
}

/** Remembers a choice, or forgets it. It holds from the next page load on. */
export function chooseWorkspace(id: string | undefined): void {
  try {
    if (id === undefined) localStorage.removeItem(key)
    else localStorage.setItem(key, id)
  } catch {
    // Without storage the oldest workspace is acted in.
  }
}

/** Goes into a workspace by a whole new page: nothing of the one before stays in memory. */
export function enterWorkspace(id: string | undefined, to = '/'): void {
  chooseWorkspace(id)
  globalThis.location.assign(to)
}
