import type { Turn } from '../turns.ts'

/**
 * Names turns so that a turn keeps its name when it is read back from storage: what a person unfolded while
 * it was live stays unfolded. `live` is the id of the live answer, where the last turn is one that is not stored.
 */
export function makeTurnKeys(): (turns: readonly Turn[], live: number | undefined) => string[] {
  const names = new Map<string, string>()
  let pending: string | undefined
  return (turns, live) =>
    turns.map((turn, index) => {
      const id = turn.question?.id ?? turn.answers[0]?.id
      if (!id) {
        pending = `live-${live ?? 0}`
        return pending
      }
      const last = index === turns.length - 1
      const name = names.get(id) ?? ((last && pending) || id)
      if (name === pending) pending = undefined
      names.set(id, name)
      return name
    })
}
