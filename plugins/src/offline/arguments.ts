import { isRecord } from './results.ts'
import type { Call, OfferedTool } from './turn.ts'

/**
 * A call of `tool` with values put under the argument names that its schema really has: each wanted
 * value comes with the names it may go by, best first. Undefined when a required argument stays empty.
 */
export function fit(tool: OfferedTool, wanted: { value: unknown; names: string[] }[]): Call | undefined {
  const properties = propertiesOf(tool)
  const input: Record<string, unknown> = {}
  for (const { value, names } of wanted) {
    const name = names.find(each => Object.hasOwn(properties, each))
    if (name !== undefined && value !== undefined && accepts(properties[name], value)) input[name] = value
  }
  const missing = requiredOf(tool).filter(name => !Object.hasOwn(input, name))
  const spare = wanted.find(({ value }) => typeof value === 'string' && !Object.values(input).includes(value))
  const only = missing[0]
  if (missing.length === 1 && only !== undefined && spare && accepts(properties[only], spare.value)) {
    return { tool: tool.name, input: { ...input, [only]: spare.value } }
  }
  return missing.length === 0 ? { tool: tool.name, input } : undefined
}

/** The arguments of a tool, name -> JSON Schema. */
export function propertiesOf(tool: OfferedTool): Record<string, Record<string, unknown>> {
  const properties = tool.inputSchema.properties
  if (!isRecord(properties)) return {}
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, isRecord(schema) ? schema : {}]),
  )
}

/** The names of the arguments that must be given and have no default. */
export function requiredOf(tool: OfferedTool): string[] {
  const properties = propertiesOf(tool)
  return (tool.inputSchema.required ?? []).filter((name: string) => properties[name]?.default === undefined)
}

/** Whether a value is of the schema's type and among its choices. */
export function accepts(schema: Record<string, unknown> | undefined, value: unknown): boolean {
  if (schema === undefined) return false
  if (Array.isArray(schema.enum)) return schema.enum.includes(value)
  if (Array.isArray(schema.anyOf)) return schema.anyOf.some(each => isRecord(each) && accepts(each, value))
  switch (schema.type) {
    case 'string':
      return typeof value === 'string'
    case 'number':
      return typeof value === 'number'
    case 'integer':
      return Number.isInteger(value)
    case 'boolean':
      return typeof value === 'boolean'
    default:
      return schema.type === undefined
  }
}
