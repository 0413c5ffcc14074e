import type { LanguageModel } from '@loggia/contract'
import { type Result, resultsOf } from './results.ts'

export type CallOptions = Parameters<LanguageModel['doStream']>[0]
export type Prompt = CallOptions['prompt']
export type PromptMessage = Prompt[number]

/** Something said earlier: by the person, by the agent, or told by the host between them. */
export interface Said {
  who: 'person' | 'agent' | 'host'
  text: string
}

/** A file of the message; `text` where the prompt carries what is written in it. */
export interface Attachment {
  name: string
  text?: string
}

/** The prompt taken apart: what came before, the message to answer, and results since that message. */
export interface Reading {
  system: string
  earlier: Said[]
  text: string
  attachments: Attachment[]
  results: Result[]
}

/** How the host begins the message that stands for what it cut from a long conversation. */
const summary = /^Summary of the conversation before this point:\n/
/** How the host gives an attached file: its text, or that it cannot be read. */
const file = /^File "(?<name>[^"]*)"(?::\n(?<text>[\s\S]*)| \([^)]*\) is attached but cannot be read\.)$/

/** Reads a prompt of the provider specification. The message to answer is the last one of a person. */
export function readPrompt(prompt: Prompt): Reading {
  const last = prompt.findLastIndex(message => message.role === 'user')
  const asked = prompt[last]
  const before = last < 0 ? prompt : prompt.slice(0, last)
  return {
    system: prompt.flatMap(message => (message.role === 'system' ? [message.content] : [])).join('\n\n'),
    earlier: before.flatMap(said),
    text: asked ? wordsOf(asked) : '',
    attachments: asked ? attachmentsOf(asked) : [],
    results: resultsOf(last < 0 ? [] : prompt.slice(last + 1)),
  }
}

function said(message: PromptMessage): Said[] {
  if (message.role === 'tool' || message.role === 'system') return []
  const text = wordsOf(message)
  if (text === '') return []
  if (message.role === 'assistant') return [{ who: 'agent', text }]
  return [{ who: summary.test(text) ? 'host' : 'person', text: text.replace(summary, '') }]
}

const textsOf = (message: PromptMessage): string[] =>
  message.role === 'system'
    ? [message.content]
    : message.content.flatMap(part => (part.type === 'text' ? [part.text] : []))

/** What was written, without attached files. */
const wordsOf = (message: PromptMessage) =>
  textsOf(message)
    .filter(text => message.role !== 'user' || !file.test(text))
    .join('\n')
    .trim()

function attachmentsOf(message: PromptMessage): Attachment[] {
  if (message.role !== 'user') return []
  return message.content.flatMap((part): Attachment[] => {
    if (part.type === 'file') return [{ name: part.filename ?? part.mediaType }]
    const found = file.exec(part.text)?.groups
    return found ? [{ name: found.name ?? '', ...(found.text !== undefined && { text: found.text }) }] : []
  })
}
