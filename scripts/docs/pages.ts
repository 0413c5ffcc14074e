import { customEvents, definition, errorTable, operations } from '@loggia/contract'
import { providersPage } from '@loggia/contract/testing'
import type { z } from 'zod'
import { schemaTable } from './schema-table.ts'
import { definitionSchema, eventsSchema } from './schemas.ts'

/** The generated pages of docs/reference: file name -> text. */
export const referencePages = (): Record<string, string> => ({
  'errors.md': errorsPage(),
  'events.md': eventsPage(),
  'operations.md': operationsPage(),
  'definition.md': definitionPage(),
  'events.schema.json': eventsSchema(),
  'definition.schema.json': definitionSchema(),
  'providers.md': page(
    'Providers',
    'Every model provider is held to one kit: bytes on the wire in, one log of what they meant out, the bytes cut at\nevery place. “yes” is proven by the tests of each provider; – means that the vendor does not send such a thing.',
    providersPage(),
  ),
})

const page = (title: string, introduction: string, body: string): string =>
  `# ${title}\n\n<!-- Generated from the contract by \`npm run docs\`; a change here is overwritten. -->\n\n${introduction}\n\n${body.trim()}\n`

function errorsPage(): string {
  const body = Object.entries(errorTable).map(
    ([code, { status, exit, title, next }]) =>
      `## ${code}\n\n${title} ${next}\n\nHTTP status ${status}, exit status ${exit}.\n`,
  )
  return page(
    'Errors',
    'Every failure carries one of these codes. On the wire it is a problem document (RFC 9457) with `code`, `title`,\n`detail` and `next`; inside a stream it is the `code` of `RUN_ERROR`; on the command line it is the exit status.',
    body.join('\n'),
  )
}

function eventsPage(): string {
  const body = Object.entries(customEvents).map(
    ([name, schema]) => `## ${name}\n\n${schemaTable(schema, 'output')}`,
  )
  return page(
    'Events',
    'A run is a log of AG-UI 1.0 events, numbered 1, 2, 3 … without gaps. What AG-UI lacks is a `CUSTOM` event with one\nof these names and the fields of its `value`. The same as JSON Schema: [events.schema.json](events.schema.json).',
    body.join('\n'),
  )
}

interface Described {
  '~orpc': {
    route: {
      method?: string
      path?: string
      summary?: string
      description?: string
      tags?: readonly string[]
    }
    meta: { access?: string; wire?: string; errors?: readonly string[] }
    inputSchema?: unknown
    outputSchema?: unknown
  }
}

const described = Object.entries(operations as unknown as Record<string, Record<string, Described>>)

function operationsPage(): string {
  const always = commonCodes()
  const body = described.flatMap(([noun, verbs]) =>
    Object.entries(verbs).map(([verb, operation]) => operationSection(`${noun}.${verb}`, operation, always)),
  )
  return page(
    'Operations',
    `Every route there is. A heading is the method of the SDK as well: \`loggia.agents.list()\`. Beside its own errors an\noperation may answer with any of ${codes(always)}.`,
    body.join('\n'),
  )
}

/** The codes that every operation may answer with. */
function commonCodes(): string[] {
  const lists = described.flatMap(([, verbs]) =>
    Object.values(verbs).map(verb => verb['~orpc'].meta.errors ?? []),
  )
  return (lists[0] ?? []).filter(code => lists.every(list => list.includes(code)))
}

const codes = (list: readonly string[]) => list.map(code => `[${code}](errors.md#${code})`).join(', ')

const access: Record<string, string> = {
  public: 'Anybody may call it.',
  'signed-in': 'Needs a session; API keys are refused.',
}

const wires: Record<string, string> = {
  'run-events': 'Answers a stream of run events (SSE).',
  agui: 'Answers AG-UI 1.0 (SSE).',
  'ui-messages': 'Answers the AI SDK UI message stream (SSE).',
  openai: 'Answers in OpenAI’s format.',
  text: 'Answers text.',
  html: 'Answers a page.',
  bytes: 'Answers the bytes of a file.',
}

function operationSection(name: string, operation: Described, always: readonly string[]): string {
  const { route, meta, inputSchema, outputSchema } = operation['~orpc']
  const own = (meta.errors ?? []).filter(code => !always.includes(code))
  return [
    `## ${name}`,
    `\`${route.method} ${route.path}\``,
    [route.summary, route.description].filter(Boolean).join(' '),
    [
      access[meta.access ?? ''] ?? `Needs a session, or an API key with the scope \`${meta.access}\`.`,
      wires[meta.wire ?? ''],
      own.length > 0 ? `Errors: ${codes(own)}.` : '',
    ]
      .filter(Boolean)
      .join(' '),
    `Takes:\n\n${schemaTable(inputSchema as z.ZodType, 'input')}`,
    ...(meta.wire === 'json' ? [`Gives:\n\n${schemaTable(outputSchema as z.ZodType, 'output')}`] : []),
  ].join('\n\n')
}

function definitionPage(): string {
  return page(
    'Definition',
    'An agent as data: what the app edits, what `defineAgent` takes, what a version freezes.',
    schemaTable(definition, 'input'),
  )
}
