import { Readable } from 'node:stream'
import type { auditOperations } from '@loggia/core/identity'
import type { Exchange, WireHandler } from '../http/exchange.ts'
import { checkInput } from '../http/input.ts'

type AuditOperations = ReturnType<typeof auditOperations>
type Wish = Parameters<AuditOperations['export']>[1]

/** Audit logs as JSON lines, read from the database as fast as the caller takes them. */
export function auditDoors(audit: AuditOperations) {
  const wishOf = async ({ row, url }: Exchange) =>
    (await checkInput(row, Object.fromEntries(url.searchParams))) as Wish
  return {
    'audit.export': async exchange => lines(await audit.export(exchange.context, await wishOf(exchange))),
    'audit.exportInstance': async exchange =>
      lines(await audit.exportInstance(exchange.context, await wishOf(exchange))),
  } satisfies Record<string, WireHandler>
}

const lines = (source: AsyncIterable<string>) =>
  new Response(Readable.toWeb(Readable.from(encoded(source), { objectMode: false })) as ReadableStream, {
    headers: {
      'content-type': 'application/x-ndjson; charset=utf-8',
      'content-disposition': 'attachment; filename="audit.jsonl"',
      'cache-control': 'no-store',
    },
  })

async function* encoded(source: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const text of source) yield encoder.encode(text)
}
