import type { TableRow } from '../../http/table.ts'

/** What a caller shows of themselves. */
export type Shown = Record<string, string>

/** The request that carries this input to an operation, as any client would send it. */
export function requestFor(
  row: Pick<TableRow, 'method' | 'path' | 'wire'>,
  input: Readonly<Record<string, unknown>>,
  headers: Shown,
): { path: string; init: RequestInit } {
  const rest: Record<string, unknown> = { ...input }
  const path = row.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    delete rest[name]
    return encodeURIComponent(textOf(input[name] ?? 'nothing-here'))
  })
  const query = new URLSearchParams(Object.entries(rest).map(([name, value]) => [name, textOf(value)]))
  const asked = query.size > 0 ? `${path}?${query}` : path
  if (row.method === 'GET') return { path: asked, init: { headers } }
  if (row.wire === 'bytes') {
    const init = { method: row.method, headers: { 'content-type': 'text/plain', ...headers } }
    return { path: asked, init: { ...init, body: 'A file of plain text.' } }
  }
  const json = { 'content-type': 'application/json', ...headers }
  return { path, init: { method: row.method, headers: json, body: JSON.stringify(rest) } }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
