import { type CustomEventName, customEvents } from '@loggia/sdk'

const previewLength = 200

/** Text on one line, cut where it gets long. */
export function preview(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > previewLength ? `${line.slice(0, previewLength)}…` : line
}

type Tellers = {
  [Name in CustomEventName]?: (value: ReturnType<(typeof customEvents)[Name]['parse']>) => string
}

/** What is worth a line while a person watches. */
const tellers: Tellers = {
  'model.chosen': ({ provider, model, why }) => `${provider} · ${model}: ${why}`,
  'tool.progress': ({ message, fraction }) =>
    `  ${fraction === undefined ? '…' : `${Math.round(fraction * 100)} %`} ${message ?? ''}`.trimEnd(),
  'policy.denied': ({ toolName, reason }) => `✗ ${toolName}: ${reason}`,
  'memory.written': ({ key, scope }) => `remembered ${key} (${scope})`,
  'memory.forgotten': ({ key, scope }) => `forgot ${key} (${scope})`,
  'memory.recalled': ({ memories }) => `recalled ${memories.map(({ key }) => key).join(', ') || 'nothing'}`,
  'knowledge.cited': ({ citations }) =>
    `read ${[...new Set(citations.map(({ title }) => title))].join(', ') || 'nothing'}`,
  'context.summarised': ({ messages }) => `${messages} older messages were summarised`,
}

/** A CUSTOM event as a line; undefined for what nobody needs to see, or what is not in its shape. */
export function describeCustom(name: string, value: unknown): string | undefined {
  if (!Object.hasOwn(tellers, name)) return undefined
  const known = name as CustomEventName
  const parsed = customEvents[known].safeParse(value)
  return parsed.success ? (tellers[known] as (value: unknown) => string)(parsed.data) : undefined
}
