import { oc } from '@orpc/contract'
import { z } from 'zod'
import { type ErrorCode, errorTable } from '../errors.ts'
import type { Scope } from '../scopes.ts'

/**
 * Who may call: `public` answers a stranger; `signed-in` needs a session, API keys are refused;
 * a scope needs a session or an API key that holds it.
 */
export type Access = 'public' | 'signed-in' | Scope

/** What the answer is on the wire: one JSON document, or a protocol of its own written by hand. */
export type Wire = 'json' | 'run-events' | 'agui' | 'ui-messages' | 'openai' | 'text' | 'html' | 'bytes'

/** What the table says about an operation beside its schemas. */
export interface OperationMeta {
  access: Access
  wire: Wire
  errors: readonly ErrorCode[]
}

/** What any caller may meet, whatever the operation. */
export const commonErrors = [
  'malformed_body',
  'invalid_input',
  'payload_too_large',
  'unauthenticated',
  'forbidden',
  'rate_limited',
  'internal',
  'shutting_down',
] as const satisfies readonly ErrorCode[]

export interface OperationSpec<Input extends z.ZodType, Output extends z.ZodType> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Full path; `{name}` takes the field of that name from the input. */
  path: `/${string}`
  /** One sentence: what it does. */
  summary: string
  description?: string
  tag: string
  access: Access
  wire?: Wire
  /** Codes beyond the common ones. */
  errors?: readonly ErrorCode[]
  input: Input
  output: Output
}

const problem = z.object({
  next: z.string(),
  detail: z.string().optional(),
  fields: z.array(z.string()).optional(),
})

/** One entry of the operation table: an oRPC contract procedure with its access and wire as metadata. */
export function operation<Input extends z.ZodType, Output extends z.ZodType>(
  spec: OperationSpec<Input, Output>,
) {
  const errors = [...commonErrors, ...(spec.errors ?? [])]
  return oc
    .$meta<OperationMeta>({ access: spec.access, wire: spec.wire ?? 'json', errors })
    .route({
      method: spec.method,
      path: spec.path,
      summary: spec.summary,
      tags: [spec.tag],
      ...(spec.description !== undefined && { description: spec.description }),
    })
    .errors(
      Object.fromEntries(
        errors.map(code => [
          code,
          { status: errorTable[code].status, message: errorTable[code].title, data: problem },
        ]),
      ),
    )
    .input(spec.input)
    .output(spec.output)
}

/** A page of a list, newest first; `next` is passed back as `after`. */
export const page = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().optional() })

/** How to ask for a page. */
export const paging = z.object({
  after: z.string().max(200).optional().describe('The `next` of the former page.'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

export const id = z.string().min(1).max(64)
export const nothing = z.object({})
export const instant = z.iso.datetime().describe('UTC, ISO 8601')
