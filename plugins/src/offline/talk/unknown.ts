import { isEmpty } from '../rules/tell.ts'
import { count, list, short, words } from '../say.ts'
import type { Turn } from '../turn.ts'
import { abilities } from './help.ts'

/** The honest answer to what no rule knows: says so, and what would work. */
export function unknown(turn: Turn): string {
  const examples = abilities(turn)
    .slice(0, 3)
    .map(each => `- ${each}`)
  const offer = `Here is what I can do:\n\n${examples.join('\n')}\n\n“Help” lists the rest.`
  if (turn.attachments.length > 0 && turn.text === '') return `${seen(turn)} ${offer}`
  if (turn.text === '') return `I did not get any words. ${offer}`
  if (turn.results.some(isEmpty)) {
    return `I looked where I could and found nothing about “${short(turn.text, 120)}”. ${offer}`
  }
  const seenFirst = turn.attachments.length > 0 ? `${seen(turn)} ` : ''
  return `${seenFirst}I have no rule for “${short(turn.text, 120)}”, and I do not make things up. ${offer}`
}

function seen({ attachments }: Turn): string {
  const told = attachments.map(({ name, text }) =>
    text === undefined ? name : `${name} (${count(words(text).length, 'word')})`,
  )
  const readable = attachments.some(({ text }) => text !== undefined)
  const next = readable
    ? 'I can summarise it or count its words.'
    : 'The rule model cannot look inside; add it to the agent’s knowledge, and I can search it.'
  return `I see that you attached ${list(told)}. ${next}`
}
