import { z } from 'zod'

/** JSON Schema as far as the contract's inputs use it. */
interface Schema {
  $ref?: string
  $defs?: Record<string, Schema>
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  type?: string
  format?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  default?: unknown
}

/** Chooses what a schema leaves open. */
export interface Choices {
  /** A value for a field of this name; undefined leaves it to the schema. */
  named(field: string): unknown
  text(field: string): string
  /** A number from 0 up to and without this one. */
  below(count: number): number
  /** Whether a field that may be absent is there. */
  optional(field: string): boolean
}

/** The input schema of an operation as data. */
export const inputSchema = (schema: unknown): Schema =>
  z.toJSONSchema(schema as z.ZodType, { io: 'input', unrepresentable: 'any' }) as Schema

/** A value that the schema accepts, or nearly: patterns are left to `named` and `text`. */
export function invent(schema: Schema, choices: Choices): Record<string, unknown> {
  const value = inventValue(schema, choices, '', schema.$defs ?? {})
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function inventValue(schema: Schema, choices: Choices, field: string, defs: Record<string, Schema>): unknown {
  const deeper = (inner: Schema, name: string) => inventValue(inner, choices, name, defs)
  if (schema.$ref) return deeper(defs[schema.$ref.split('/').at(-1) ?? ''] ?? {}, field)
  if ('const' in schema) return schema.const
  if (schema.enum) return schema.enum[choices.below(schema.enum.length)]
  const branches = schema.anyOf ?? schema.oneOf
  if (branches) return deeper(branches[choices.below(branches.length)] ?? {}, field)
  switch (schema.type) {
    case 'string':
      return inventText(schema, choices, field)
    case 'integer':
    case 'number': {
      const least = Math.max(schema.minimum ?? 0, -1_000)
      const most = Math.min(schema.maximum ?? least + 100, least + 100)
      return least + choices.below(Math.max(1, Math.floor(most - least)))
    }
    case 'boolean':
      return choices.below(2) === 1
    case 'array':
      return Array.from({ length: schema.minItems ?? choices.below(2) }, () =>
        deeper(schema.items ?? {}, field),
      )
    case 'object':
      return inventFields(schema, choices, deeper)
    default:
      return choices.text(field)
  }
}

function inventFields(schema: Schema, choices: Choices, deeper: (inner: Schema, name: string) => unknown) {
  const fields: Record<string, unknown> = {}
  for (const [name, inner] of Object.entries(schema.properties ?? {})) {
    const known = choices.named(name)
    const isRequired = schema.required?.includes(name) ?? false
    if (known !== undefined && (isRequired || choices.optional(name))) fields[name] = known
    else if (isRequired || choices.optional(name)) fields[name] = deeper(inner, name)
  }
  return fields
}

function inventText(
  { format, minLength = 0, maxLength = 200 }: Schema,
  choices: Choices,
  field: string,
): string {
  if (format === 'email') return `${field || 'somebody'}${choices.below(1_000)}@example.org`
  if (format === 'uri') return 'https://example.org/somewhere'
  if (format === 'date-time') return '2026-01-01T00:00:00.000Z'
  return choices.text(field).padEnd(minLength, 'x').slice(0, maxLength)
}
