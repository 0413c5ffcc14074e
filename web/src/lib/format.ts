const dayMs = 86_400_000

/** `Today`, `Yesterday`, `This week`, then the month; for grouping a list by when it was last used. */
export function dayGroup(instant: string, now: number): string {
  const then = new Date(instant)
  const today = new Date(now).setHours(0, 0, 0, 0)
  if (then.getTime() >= today) return 'Today'
  if (then.getTime() >= today - dayMs) return 'Yesterday'
  if (then.getTime() >= today - 6 * dayMs) return 'This week'
  return then.toLocaleDateString('en', { month: 'long', year: 'numeric' })
}

/** A duration for people: `38 ms`, `1.4 s`, `2 min 5 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`
  if (milliseconds < 60_000) return `${(milliseconds / 1_000).toFixed(1)} s`
  const seconds = Math.round(milliseconds / 1_000)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/** US dollars with as many digits as the amount needs: `$0.0004`, `$1.20`. */
export function cost(usd: number): string {
  if (usd === 0) return '$0'
  return usd < 0.01 ? `$${usd.toPrecision(2)}` : `$${usd.toFixed(2)}`
}

export const count = (value: number): string => value.toLocaleString('en')

/** A size of a file: `812 B`, `4 kB`, `1.3 MB`. */
export function size(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

export const date = (instant: string): string =>
  new Date(instant).toLocaleDateString('en', { day: 'numeric', month: 'short', year: 'numeric' })
