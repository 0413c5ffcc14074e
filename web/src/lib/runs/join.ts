import type { Part, ToolPart } from './view.ts'

/**
 * One answer from what is stored and what is live: after an approval the new run carries the results of
 * calls that the former run made, so a live tool part takes the place of the stored one with its id.
 */
export function joinParts(stored: readonly Part[], live: readonly Part[], answering: boolean): Part[] {
  const joined = stored.map(part => (answering ? resumed(part) : part))
  for (const part of live) {
    const at =
      part.kind === 'tool' ? joined.findIndex(other => other.kind === 'tool' && other.id === part.id) : -1
    const known = joined[at]
    if (part.kind === 'tool' && known?.kind === 'tool') joined[at] = over(known, part)
    else joined.push(part)
  }
  return joined.filter(part => part.kind !== 'tool' || part.name !== '')
}

/** A call that the former run left open is made by the one that answers now. */
const resumed = (part: Part): Part =>
  part.kind === 'tool' && part.state === 'stopped' ? { ...part, state: 'running' } : part

const over = (known: ToolPart, live: ToolPart): ToolPart => ({
  ...known,
  ...live,
  name: live.name || known.name,
  input: live.input || known.input,
})
