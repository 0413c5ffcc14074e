import type { Prompt, PromptMessage } from './prompt.ts'

/** What came back from a tool call made for the message being answered. */
export interface Result {
  tool: string
  input: Record<string, unknown>
  status: 'done' | 'failed' | 'denied'
  /** Parsed JSON where the output is JSON, else the text. */
  output: unknown
}

type Output = Extract<
  Extract<PromptMessage, { role: 'tool' }>['content'][number],
  { type: 'tool-result' }
>['output']

/** The results in the messages that follow a person's message, in the order of their calls. */
export function resultsOf(after: Prompt): Result[] {
  const inputs = new Map<string, unknown>()
  const results: Result[] = []
  for (const message of after) {
    if (message.role !== 'assistant' && message.role !== 'tool') continue
    for (const part of message.content) {
      if (part.type === 'tool-call') inputs.set(part.toolCallId, part.input)
      if (part.type !== 'tool-result') continue
      const input = inputs.get(part.toolCallId)
      results.push({ tool: part.toolName, input: isRecord(input) ? input : {}, ...outcome(part.output) })
    }
  }
  return results
}

function outcome(output: Output): Pick<Result, 'status' | 'output'> {
  switch (output.type) {
    case 'execution-denied':
      return { status: 'denied', output: output.reason ?? '' }
    case 'error-text':
      return failed(output.value)
    case 'error-json':
      return failed(JSON.stringify(output.value))
    case 'json':
      return { status: 'done', output: output.value }
    case 'text':
      return { status: 'done', output: parsed(output.value) }
    case 'content':
      return {
        status: 'done',
        output: parsed(output.value.flatMap(part => (part.type === 'text' ? [part.text] : [])).join('\n')),
      }
  }
}

/** How the host words a failed call: its code, then what happened. */
const failure = /^Error \((?<code>\w+)\): (?<detail>[\s\S]*)$/

function failed(text: string): Pick<Result, 'status' | 'output'> {
  const found = failure.exec(text)?.groups
  return { status: found?.code === 'tool_denied' ? 'denied' : 'failed', output: found?.detail ?? text }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** True for a plain JSON object. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
