import type { IncomingMessage } from 'node:http'
import type { Exchange } from './exchange.ts'
import { invalidInput } from './problem.ts'
import { readJson } from './read-body.ts'
import type { TableRow } from './table.ts'

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Checks input against the operation's schema. Throws `invalid_input` with one line per wrong field. */
export async function checkInput(row: TableRow, raw: unknown): Promise<unknown> {
  const schema = row.contract['~orpc'].inputSchema
  if (!schema) return raw
  const result = await schema['~standard'].validate(raw)
  if (result.issues) throw invalidInput(result.issues)
  return result.value
}

/** The raw input of a request: the JSON body or the query, with the path's parameters over it. */
export async function rawInput(
  method: string,
  url: URL,
  params: Record<string, string>,
  incoming: IncomingMessage,
): Promise<Record<string, unknown>> {
  if (method === 'GET' || method === 'HEAD') return { ...Object.fromEntries(url.searchParams), ...params }
  const body = await readJson(incoming)
  if (body !== undefined && !isRecord(body)) {
    throw invalidInput([{ message: 'expected a JSON object' }])
  }
  return { ...body, ...params }
}

/** The checked input of a hand-written operation, typed by its caller from the contract. */
export async function readInput<Input>(exchange: Exchange): Promise<Input> {
  const { row, url, params, incoming } = exchange
  return (await checkInput(row, await rawInput(row.method, url, params, incoming))) as Input
}
