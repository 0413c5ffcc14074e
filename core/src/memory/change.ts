import { createHash } from 'node:crypto'
import type { CustomEventValue, MemoryScope, Provenance } from '@loggia/contract'

const sha256 = (value: string): string => createHash('sha256').update(value).digest('hex')

/** The value of `memory.written` and `memory.forgotten`: hashes instead of what was there. */
export function describeChange(change: {
  key: string
  scope: MemoryScope
  provenance: Provenance
  before?: string | undefined
  after?: string | undefined
}): CustomEventValue<'memory.written'> {
  const { key, scope, provenance, before, after } = change
  return {
    key,
    scope,
    provenance,
    ...(before !== undefined && { before: sha256(before) }),
    ...(after !== undefined && { after: sha256(after) }),
  }
}
