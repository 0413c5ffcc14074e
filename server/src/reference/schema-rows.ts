import { html } from './markup.ts'
import type { OpenApiDocument } from './openapi.ts'

interface Schema {
  $ref?: string
  type?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  description?: string
  default?: unknown
  format?: string
}

interface Parameter {
  name: string
  where: string
  required: boolean
  schema: unknown
}

/** A schema, or a list of parameters, as a table of its fields; anything without fields as one line. */
export function describeSchema(of: unknown, document: OpenApiDocument): string {
  if (Array.isArray(of)) {
    return fieldTable(
      (of as Parameter[]).map(({ name, where, required, schema }) => ({
        name,
        note: where,
        required,
        schema: schema as Schema,
      })),
    )
  }
  const schema = resolve((of ?? {}) as Schema, document)
  if (!schema.properties) return `<p><code>${html(typeName(schema))}</code></p>`
  return fieldTable(
    Object.entries(schema.properties).map(([name, field]) => ({
      name,
      note: '',
      required: schema.required?.includes(name) ?? false,
      schema: field,
    })),
  )
}

function resolve(schema: Schema, document: OpenApiDocument): Schema {
  const name = schema.$ref?.split('/').at(-1)
  return name === undefined ? schema : ((document.components.schemas[name] ?? {}) as Schema)
}

interface Field {
  name: string
  note: string
  required: boolean
  schema: Schema
}

function fieldTable(fields: Field[]): string {
  const rows = fields.map(({ name, note, required, schema }) => {
    const about = [schema.description ?? '', defaultOf(schema)].filter(text => text !== '').join(' ')
    return `<tr><th scope="row"><code>${html(name)}</code>${required ? '' : ' <i>optional</i>'}</th><td><code>${html(typeName(schema))}</code>${note === '' ? '' : ` <small>${html(note)}</small>`}</td><td>${html(about)}</td></tr>`
  })
  return `<div class="scroll" tabindex="0"><table><tbody>${rows.join('')}</tbody></table></div>`
}

const defaultOf = (schema: Schema): string =>
  schema.default === undefined || typeof schema.default === 'object'
    ? ''
    : `Default: ${JSON.stringify(schema.default)}.`

/** The type in a few words: `string`, `Agent[]`, `"a" | "b"`. */
export function typeName(schema: Schema): string {
  if (schema.$ref !== undefined) return schema.$ref.split('/').at(-1) ?? 'object'
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) {
    const shown = schema.enum.slice(0, 6).map(value => JSON.stringify(value))
    return shown.join(' | ') + (schema.enum.length > 6 ? ' | …' : '')
  }
  const union = schema.anyOf ?? schema.oneOf
  if (union) return [...new Set(union.map(typeName))].slice(0, 4).join(' | ')
  if (schema.type === 'array') return `${typeName(schema.items ?? {})}[]`
  return schema.format === undefined ? (schema.type ?? 'any') : `${schema.type} (${schema.format})`
}
