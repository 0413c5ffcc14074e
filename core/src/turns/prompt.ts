import type { LanguageModel, MessagePart } from '@loggia/contract'
import type { HistoryFile, HistoryMessage, HistoryTurn, Summary } from './history.ts'

export type Prompt = Parameters<LanguageModel['doStream']>[0]['prompt']
type PromptMessage = Prompt[number]
type AssistantContent = Extract<PromptMessage, { role: 'assistant' }>['content']
type ToolContent = Extract<PromptMessage, { role: 'tool' }>['content']
type UserContent = Extract<PromptMessage, { role: 'user' }>['content']
type VendorOptions = NonNullable<PromptMessage['providerOptions']>
type ToolCallPart = Extract<MessagePart, { type: 'tool-call' }>
type ToolResultPart = Extract<MessagePart, { type: 'tool-result' }>

/** The prompt: system text, the summary of what was cut, then the turns. Pure and stable. */
export function buildPrompt(
  system: string,
  summary: Summary | undefined,
  turns: readonly HistoryTurn[],
): Prompt {
  const prompt: Prompt = [{ role: 'system', content: system }]
  if (summary) {
    prompt.push({
      role: 'user',
      content: [{ type: 'text', text: `Summary of the conversation before this point:\n${summary.content}` }],
    })
  }
  for (const turn of turns) {
    const [first, ...rest] = turn.messages
    if (!first) continue
    if (first.role === 'user') {
      prompt.push({ role: 'user', content: userContent(first) })
      prompt.push(...agentMessages(rest))
    } else prompt.push(...agentMessages(turn.messages))
  }
  return prompt
}

function userContent(message: HistoryMessage): UserContent {
  const texts = message.parts
    .filter(part => part.type === 'text')
    .map(part => ({ type: 'text' as const, text: part.text }))
  return [...(message.files ?? []).map(fileContent), ...texts]
}

function fileContent(file: HistoryFile): UserContent[number] {
  if (file.text !== undefined) return { type: 'text', text: `File "${file.name}":\n${file.text}` }
  if (file.content !== undefined) {
    return {
      type: 'file',
      mediaType: file.mediaType,
      filename: file.name,
      data: { type: 'data', data: file.content },
    }
  }
  return { type: 'text', text: `File "${file.name}" (${file.mediaType}) is attached but cannot be read.` }
}

/** One model call: what it said and asked for, and what its calls gave back, wherever that was stored. */
interface Step {
  content: AssistantContent
  calls: { call: ToolCallPart; result?: ToolResultPart }[]
}

/**
 * All messages of one answer as a chain of model calls. A result belongs to the latest open call of its id,
 * also when an approval put it into a later message; a call that never got one is told so.
 */
function agentMessages(messages: readonly HistoryMessage[]): Prompt {
  const steps: Step[] = []
  let current: Step | undefined
  for (const message of messages) {
    for (const part of message.parts) {
      if (part.type === 'tool-result') {
        attach(steps, part)
        continue
      }
      if (part.type === 'step') {
        current = undefined
        continue
      }
      if (!current) {
        current = { content: [], calls: [] }
        steps.push(current)
      }
      addPart(current, part)
    }
    current = undefined
  }
  return steps.flatMap(stepMessages)
}

function attach(steps: readonly Step[], result: ToolResultPart): void {
  for (const step of [...steps].reverse()) {
    const open = step.calls.find(({ call, result: known }) => call.toolCallId === result.toolCallId && !known)
    if (open) {
      open.result = result
      return
    }
  }
}

const options = (vendor: VendorOptions | undefined) => (vendor ? { providerOptions: vendor } : {})

function addPart(step: Step, part: MessagePart): void {
  if (part.type === 'text' && part.text !== '') {
    step.content.push({ type: 'text', text: part.text, ...options(part.vendor as VendorOptions | undefined) })
  } else if (part.type === 'reasoning' && part.vendor) {
    // Without the vendor's own signature, reasoning is refused when it comes back: it is left out.
    step.content.push({ type: 'reasoning', text: part.text, ...options(part.vendor as VendorOptions) })
  } else if (part.type === 'tool-call') {
    const { toolCallId, toolName, vendor } = part
    const input = typeof part.input === 'string' ? { unreadable: part.input } : part.input
    step.content.push({
      type: 'tool-call',
      toolCallId,
      toolName,
      input,
      ...options(vendor as VendorOptions | undefined),
    })
    step.calls.push({ call: part })
  }
}

function stepMessages(step: Step): Prompt {
  if (step.content.length === 0) return []
  const assistant: PromptMessage = { role: 'assistant', content: step.content }
  if (step.calls.length === 0) return [assistant]
  const content: ToolContent = step.calls.map(({ call, result }) => ({
    type: 'tool-result',
    toolCallId: call.toolCallId,
    toolName: call.toolName,
    output:
      result && !result.isError
        ? { type: 'text', value: result.output }
        : { type: 'error-text', value: result?.output ?? 'Not executed: the run ended before.' },
  }))
  return [assistant, { role: 'tool', content }]
}
