const hour = 3_600_000

/** Whether this one is still among the first `most` of its name in this hour (on this node): a flood is not written down. */
export function fewAnHour(most: number) {
  const counts = new Map<string, number>()
  let since = 0
  return (name: string, now: number): boolean => {
    if (now - since >= hour || now < since) {
      counts.clear()
      since = now
    }
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    return count <= most
  }
}
