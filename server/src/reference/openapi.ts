import {
  agent,
  agentDetail,
  approval,
  conversation,
  definition,
  type ErrorCode,
  errorTable,
  document as knowledgeDocument,
  me,
  memory,
  message,
  operations,
  problemSchema,
  providerStatus,
  run,
  scopeTable,
} from '@loggia/contract'
import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { type TableRow, table } from '../http/table.ts'

type Json = Record<string, unknown>

/** An operation of the document, as far as this code touches it. */
export interface OperationObject extends Json {
  operationId: string
  summary: string
  description?: string
  tags: string[]
  security: Json[]
  parameters?: (Json & { name: string; in: string })[]
  requestBody?: Json
  responses: Record<string, { description: string; content?: Record<string, Json> }>
}

export interface OpenApiDocument extends Json {
  openapi: string
  info: { title: string; version: string; description: string }
  paths: Record<string, Record<string, OperationObject>>
  components: { schemas: Record<string, Json>; securitySchemes: Record<string, Json> }
}

const problemRef = { $ref: '#/components/schemas/Problem' }

/** What other than JSON an operation answers. */
const wireContent: Partial<Record<TableRow['wire'], string>> = {
  'run-events': 'text/event-stream',
  agui: 'text/event-stream',
  'ui-messages': 'text/event-stream',
  openai: 'text/event-stream',
  html: 'text/html',
}

/** The whole contract as an OpenAPI 3.1 document: every operation, its errors, and who may call it. */
export async function describeContract(version: string): Promise<OpenApiDocument> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  const generated = await generator.generate(operations, {
    info: {
      title: 'Loggia',
      version,
      description: 'An open, self-hosted platform for AI agents that people can trust.',
    },
    servers: [{ url: '/' }],
    commonSchemas: {
      Agent: { schema: agent, strategy: 'output' },
      AgentDetail: { schema: agentDetail, strategy: 'output' },
      Definition: { schema: definition },
      DefinitionStored: { schema: definition, strategy: 'output' },
      Conversation: { schema: conversation, strategy: 'output' },
      Message: { schema: message, strategy: 'output' },
      Run: { schema: run, strategy: 'output' },
      Approval: { schema: approval, strategy: 'output' },
      ProviderStatus: { schema: providerStatus, strategy: 'output' },
      Memory: { schema: memory, strategy: 'output' },
      Document: { schema: knowledgeDocument, strategy: 'output' },
      Me: { schema: me, strategy: 'output' },
      Problem: { schema: problemSchema, strategy: 'output' },
    },
    customErrorResponseBodySchema: () => problemRef,
  })
  const document = generated as unknown as OpenApiDocument
  document.components.securitySchemes = {
    key: { type: 'http', scheme: 'bearer', description: 'An API key, `lga_…`, with the scope shown.' },
    session: {
      type: 'apiKey',
      in: 'cookie',
      name: 'loggia.session_token',
      description: 'A signed-in person.',
    },
  }
  for (const row of table) {
    const operation = document.paths[row.path]?.[row.method.toLowerCase()]
    if (operation) finish(operation, row)
  }
  return document
}

/** Adds what the generator does not know: names, scopes, media types, the codes behind each status. */
function finish(operation: OperationObject, row: TableRow): void {
  operation.operationId = row.name
  operation.security = securityOf(row)
  const who = describeAccess(row)
  operation.description = operation.description ? `${operation.description}\n\n${who}` : who
  operation['x-loggia-access'] = row.access
  for (const parameter of operation.parameters ?? []) {
    delete parameter.allowEmptyValue
    delete parameter.allowReserved
    if (parameter.in === 'path') parameter.required = true
  }
  describeErrors(operation, row)
  describeWire(operation, row)
}

function securityOf(row: TableRow): Json[] {
  if (row.access === 'public') return []
  if (row.access === 'signed-in') return [{ session: [] }]
  return [{ key: [row.access] }, { session: [] }]
}

function describeAccess(row: TableRow): string {
  if (row.access === 'public') return 'Anybody may call this.'
  if (row.access === 'signed-in') return 'Needs a person who is signed in.'
  return `Needs the scope \`${row.access}\`: ${scopeTable[row.access].toLowerCase()}.`
}

function describeErrors(operation: OperationObject, row: TableRow): void {
  const byStatus = new Map<number, ErrorCode[]>()
  for (const code of row.errors) {
    const { status } = errorTable[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  for (const [status, codes] of byStatus) {
    operation.responses[status] = {
      description: codes.map(code => `\`${code}\`: ${errorTable[code].title}`).join(' '),
      content: { 'application/problem+json': { schema: problemRef } },
    }
  }
}

function describeWire(operation: OperationObject, row: TableRow): void {
  const answer = operation.responses['200']
  const media = wireContent[row.wire]
  if (answer && media) {
    const both = row.wire === 'run-events' || row.wire === 'openai'
    answer.content = { ...(both && answer.content), [media]: { schema: { type: 'string' } } }
  }
  if (row.name === 'files.download' && answer) {
    answer.content = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
  }
  if (row.name === 'instance.metrics' && answer) {
    answer.content = { 'text/plain': { schema: { type: 'string' } } }
  }
  if (row.name === 'files.upload' || row.name === 'documents.upload') {
    bodyIsFile(operation)
  }
}

/** The fields beside the path become query parameters, for the body is the file itself. */
function bodyIsFile(operation: OperationObject): void {
  const body = operation.requestBody?.content as Record<string, { schema: ObjectSchema }> | undefined
  const fields = body?.['application/json']?.schema
  for (const [name, schema] of Object.entries(fields?.properties ?? {})) {
    const required = fields?.required?.includes(name) ?? false
    operation.parameters?.push({ name, in: 'query', required, schema })
  }
  operation.requestBody = {
    required: true,
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  }
}

interface ObjectSchema {
  properties?: Record<string, Json>
  required?: string[]
}
