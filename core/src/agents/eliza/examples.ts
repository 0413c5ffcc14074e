import type { Character } from '@loggia/contract'
import { fillNames, longestName } from './names.ts'
import { isRecord, texts } from './read.ts'

type Dialogue = Character['examples'][number]

/** Dialogues from `messageExamples`, of v0 (`user`) and of 1.x (`name`), in which the agent says something. */
export function examplesOf(
  given: unknown,
  agent: string,
  unknown: (placeholder: string) => void,
  warn: (line: string) => void,
): Dialogue[] {
  if (given === undefined) return []
  if (!Array.isArray(given)) {
    warn('messageExamples: not a list')
    return []
  }
  let silent = 0
  let actions = 0
  const dialogues = given.flatMap(entry => {
    const lines = (
      Array.isArray(entry)
        ? entry
        : isRecord(entry) && Array.isArray(entry.messages)
          ? entry.messages
          : [entry]
    )
      .map(line => lineOf(line, agent, unknown))
      .filter(line => line !== undefined)
    actions += lines.filter(line => line.acts).length
    const dialogue = joined(lines.map(({ role, text }) => ({ role, text })))
    if (dialogue.some(line => line.role === 'agent')) return [dialogue]
    silent++
    return []
  })
  if (silent > 0) warn(`messageExamples: ${silent} without a word of the agent`)
  if (actions > 0) warn(`messageExamples: the actions of ${actions} lines, not their words`)
  return dialogues
}

function lineOf(line: unknown, agent: string, unknown: (placeholder: string) => void) {
  if (!isRecord(line)) return undefined
  const [speaker = ''] = [...texts(line.name), ...texts(line.user), ...texts(line.role)]
  const content = isRecord(line.content) ? line.content : undefined
  const [text] = content ? texts(content.text) : texts(line.content ?? line.text)
  if (text === undefined) return undefined
  const spoken = fillNames(speaker, agent, () => {})
    .replaceAll(/\s+/g, ' ')
    .slice(0, longestName)
  const role: 'user' | 'agent' =
    spoken.toLowerCase() === agent.toLowerCase() || /^(?:agent|assistant|\{\{\s*char\s*\}\})$/i.test(speaker)
      ? 'agent'
      : 'user'
  const acts = [content?.action, content?.actions]
    .flat()
    .some(action => typeof action === 'string' && !/^(?:REPLY|NONE|CONTINUE)?$/.test(action))
  return { role, text: fillNames(text, agent, unknown), acts }
}

/** Lines that follow each other by the same speaker become one. */
function joined(lines: Dialogue): Dialogue {
  const dialogue: Dialogue = []
  for (const line of lines) {
    const last = dialogue.at(-1)
    if (last?.role === line.role) last.text = `${last.text}\n${line.text}`
    else dialogue.push({ ...line })
  }
  return dialogue
}
