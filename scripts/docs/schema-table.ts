import { z } from 'zod'

interface JsonSchema {
  type?: string | string[]
  description?: string
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  additionalProperties?: JsonSchema | boolean
  enum?: unknown[]
  const?: unknown
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  default?: unknown
  format?: string
  pattern?: string
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  maxItems?: number
  $ref?: string
}

/** A Markdown table of the fields that a schema takes or gives; nested ones as `outer.inner`. */
export function schemaTable(schema: z.ZodType, io: 'input' | 'output'): string {
  const json = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' }) as JsonSchema
  const rows = fields(json, '', 0)
  if (rows.length === 0) return `${json.properties ? 'Nothing.' : `${typeOf(json)}.`}\n`
  return `| field | type | |\n| --- | --- | --- |\n${rows.join('\n')}\n`
}

const deepest = 4

function fields(schema: JsonSchema, prefix: string, depth: number): string[] {
  if (depth > deepest) return []
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const path = `${prefix}${name}`
    const must = schema.required?.includes(name) && field.default === undefined
    const remarks = [sentence(field.description), must ? '' : defaultOf(field)].filter(Boolean).join(' ')
    return [
      `| \`${path}\`${must ? '' : ' (optional)'} | ${cell(typeOf(field))} | ${cell(remarks)} |`,
      ...fields(field, `${path}.`, depth + 1),
      ...(field.items ? fields(field.items, `${path}[].`, depth + 1) : []),
    ]
  })
}

const sentence = (text: string | undefined): string => (text ? (/[.!?]$/.test(text) ? text : `${text}.`) : '')

function defaultOf({ default: value }: JsonSchema): string {
  if (value === undefined || (typeof value === 'object' && value !== null && !Array.isArray(value))) return ''
  return `Default \`${JSON.stringify(value)}\`.`
}

function typeOf(schema: JsonSchema): string {
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``
  if (schema.enum) return schema.enum.map(value => `\`${JSON.stringify(value)}\``).join(', ')
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return [...new Set(choices.map(typeOf))].join(' or ')
  if (schema.$ref) return 'the same again'
  if (schema.type === 'array')
    return `list${limit(undefined, schema.maxItems)} of ${schema.items ? typeOf(schema.items) : 'anything'}`
  if (schema.type === 'object' && typeof schema.additionalProperties === 'object' && !schema.properties) {
    const values = typeOf(schema.additionalProperties)
    return values === 'anything' ? 'object' : `object of ${values}`
  }
  const type = Array.isArray(schema.type) ? schema.type.join(' or ') : (schema.type ?? 'anything')
  if (type === 'integer' || type === 'number') return `${type}${limit(schema.minimum, schema.maximum)}`
  if (type !== 'string') return type
  return `${schema.format ?? 'string'}${limit(schema.minLength, schema.maxLength)}`
}

function limit(low: number | undefined, high: number | undefined): string {
  const least = low && low > -Number.MAX_SAFE_INTEGER ? low : undefined
  const most = high !== undefined && high < Number.MAX_SAFE_INTEGER ? high.toLocaleString('en-GB') : undefined
  if (most === undefined) return least === undefined ? '' : ` (at least ${least})`
  return least === undefined ? ` (at most ${most})` : ` (${least} to ${most})`
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
