/**
 * Seconds to wait as a vendor's headers (lower-case names) say: `retry-after-ms`, `retry-after` in
 * seconds, or `retry-after` as a date, counted from the answer's own `date` so no clock of ours matters.
 */
export function retryAfterSeconds(headers: Record<string, string>): number | undefined {
  const milliseconds = Number(headers['retry-after-ms'] || Number.NaN)
  if (milliseconds >= 0) return Math.ceil(milliseconds / 1000)
  const value = headers['retry-after']
  if (!value) return undefined
  if (/^\d+(\.\d+)?$/.test(value)) return Math.ceil(Number(value))
  const wait = (Date.parse(value) - Date.parse(headers.date ?? '')) / 1000
  return Number.isFinite(wait) ? Math.max(0, Math.ceil(wait)) : undefined
}
