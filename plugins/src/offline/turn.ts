import type { LanguageModel } from '@loggia/contract'
import { clausesOf } from './clauses.ts'
import { type Persona, readPersona } from './persona.ts'
import { type CallOptions, type Reading, readPrompt } from './prompt.ts'
import type { Result } from './results.ts'

export type OfferedTool = Extract<NonNullable<CallOptions['tools']>[number], { type: 'function' }>
export type StreamPart =
  Awaited<ReturnType<LanguageModel['doStream']>>['stream'] extends ReadableStream<infer Part> ? Part : never

/** Everything a rule may look at; rules read it and return words or calls. */
export interface Turn extends Reading {
  clauses: string[]
  persona: Persona
  tools: readonly OfferedTool[]
  /** True until the agent has said something in this conversation. */
  first: boolean
}

/** A tool call that a rule wants. */
export interface Call {
  tool: string
  input: Record<string, unknown>
}

/** What the model says next: words, calls, or both. */
export interface Reply {
  text: string
  calls: Call[]
}

/** A rule about one kind of tool: when to call it, and how to tell what came back. */
export interface ToolRule {
  /** Whether an offered tool of this name is the kind this rule knows. */
  knows(toolName: string): boolean
  /** The calls that the message asks for; none when `tool` is not offered or nothing was asked. */
  calls(turn: Turn, tool: OfferedTool): Call[]
  /** Whether a search came back with nothing. */
  isEmpty?(result: Result): boolean
  /** A finished call in words. */
  tell(result: Result, turn: Turn): string
}

/** A rule that answers in words alone; undefined passes the message on to the next rule. */
export type TalkRule = (turn: Turn) => string | undefined

/** Takes the call's options apart for the rules. */
export function readTurn(options: CallOptions): Turn {
  const reading = readPrompt(options.prompt)
  const text = readable(reading.text)
  return {
    ...reading,
    text,
    clauses: clausesOf(text),
    persona: readPersona(reading.system),
    tools: offered(options),
    first: !reading.earlier.some(said => said.who === 'agent'),
  }
}

function offered({ tools = [], toolChoice }: CallOptions): OfferedTool[] {
  if (toolChoice?.type === 'none') return []
  const functions = tools.filter(tool => tool.type === 'function')
  return toolChoice?.type === 'tool' ? functions.filter(tool => tool.name === toolChoice.toolName) : functions
}

/** Characters of a message that the rules read, so that no message keeps them busy. */
const longest = 6_000

/** A message as the rules read it: bounded, with runs of white space made short. */
const readable = (text: string) =>
  text
    .slice(0, longest)
    .toWellFormed()
    .replaceAll(/[^\S\n]{2,}/g, ' ')
    .replaceAll(/\s*\n\s*\n\s*/g, '\n\n')
    .trim()
