import type { JSONSchema7 } from '@ai-sdk/provider'
import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec'
import { LoggiaError } from './errors.ts'
import type { ToolPolicy } from './tool-policy.ts'

/** What a tool does to the world outside the conversation; decides its default policy. */
export type ToolEffect = 'none' | 'read' | 'write' | 'send' | 'spend'

/** What a running tool call is given, and nothing else. */
export interface ToolContext {
  /** Aborted when the run is cancelled or its time budget ends. */
  signal: AbortSignal
  toolCallId: string
  conversationId: string
  /** Milliseconds since 1970, from the instance's clock. */
  now(): number
  /** Tells readers of the run how far the call is; emitted as the CUSTOM event `tool.progress`. */
  progress(update: { message?: string; fraction?: number }): void
}

/** A function offered to the model. `Input` is what the schema's validation returns. */
export interface Tool<Input = unknown> {
  /** Exact name, `^[a-zA-Z0-9_-]{1,64}$`. */
  name: string
  /** What it does and when to use it, written for the model. */
  description: string
  /** JSON Schema of the arguments, as shown to the model. */
  inputSchema: JSONSchema7
  effect: ToolEffect
  /** Overrides the policy that follows from `effect`; a definition overrides both. */
  policy?: ToolPolicy
  /** Seconds before the call ends with `tool_timeout`; 60 when absent. */
  timeoutSeconds?: number
  /** Checks arguments at execution. Throws `tool_input_invalid` with one line per wrong field. */
  parse(input: unknown): Promise<Input>
  run(input: Input, context: ToolContext): unknown
}

export interface ToolSpec<Schema extends StandardSchemaV1> {
  name: string
  description: string
  /** Any Standard Schema (zod, valibot, arktype …). */
  input: Schema
  /** Needed only when the schema library cannot say its own JSON Schema. */
  inputSchema?: JSONSchema7
  effect?: ToolEffect
  policy?: ToolPolicy
  timeoutSeconds?: number
  run(input: StandardSchemaV1.InferOutput<Schema>, context: ToolContext): unknown
}

const namePattern = /^[a-zA-Z0-9_-]{1,64}$/

/** Makes a tool from a Standard Schema and a function. Throws `definition_invalid` on a bad name. */
export function defineTool<Schema extends StandardSchemaV1>(
  spec: ToolSpec<Schema>,
): Tool<StandardSchemaV1.InferOutput<Schema>> {
  if (!namePattern.test(spec.name)) {
    throw new LoggiaError('definition_invalid', {
      detail: `A tool is named "${spec.name}"; a name has 1 to 64 letters, digits, "_" or "-".`,
    })
  }
  return {
    name: spec.name,
    description: spec.description,
    inputSchema: spec.inputSchema ?? jsonSchemaOf(spec.name, spec.input),
    effect: spec.effect ?? 'none',
    ...(spec.policy !== undefined && { policy: spec.policy }),
    ...(spec.timeoutSeconds !== undefined && { timeoutSeconds: spec.timeoutSeconds }),
    parse: input => parseWith(spec.name, spec.input, input),
    run: spec.run,
  }
}

async function parseWith<Schema extends StandardSchemaV1>(name: string, schema: Schema, input: unknown) {
  const result = await schema['~standard'].validate(input)
  if (!result.issues) return result.value as StandardSchemaV1.InferOutput<Schema>
  const fields = result.issues.map(issue => {
    const path = issue.path
      ?.map(part => (typeof part === 'object' ? String(part.key) : String(part)))
      .join('.')
    return `${path || 'arguments'}: ${issue.message}`
  })
  throw new LoggiaError('tool_input_invalid', {
    detail: `The arguments of ${name} are wrong: ${fields.join('; ')}`,
    fields,
  })
}

const known = new WeakMap<StandardSchemaV1, JSONSchema7>()

/** The JSON Schema of a schema, made once for each. */
function jsonSchemaOf(name: string, schema: StandardSchemaV1): JSONSchema7 {
  const before = known.get(schema)
  if (before) return before
  const standard = schema['~standard'] as Partial<StandardJSONSchemaV1['~standard']>
  if (!standard.jsonSchema) {
    throw new LoggiaError('definition_invalid', {
      detail: `The schema of tool "${name}" cannot say its JSON Schema; give inputSchema beside it.`,
    })
  }
  const made = standard.jsonSchema.input({ target: 'draft-07' }) as JSONSchema7
  known.set(schema, made)
  return made
}
