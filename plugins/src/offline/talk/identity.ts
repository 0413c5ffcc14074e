import { capital, ended, list } from '../say.ts'
import type { TalkRule, Turn } from '../turn.ts'

/** The sentence that tells what answers here and how to change it. */
export const notice =
  'You are talking to Loggia’s offline rule model, not to a language model; add an API key under Settings → Models and a real one answers.'

const asksKind =
  /\b(?:are|r) (?:you|u) (?:really |actually |just |even )?(?:an? )?(?:\w+ )?(?:ai|a\.i\.|llm|language model|bot|robot|human|person|machine|chat ?gpt|gpt(?:-?\d\S*)?|claude|gemini|llama|real|alive|conscious|sentient|computer|program|model)\b|\bwh(?:at|ich) (?:kind of |sort of )?(?:ai |language |llm )?(?:model|llm|ai) (?:are you|is this|do you use|answers|am i)\b|\bwhat are you\b|\bwho made you\b|\bwhat(?:'s|’s| is) (?:your|the) model\b|\b(?:what|which) version\b.*\byou\b/i
const asksWho =
  /\bwho are you\b|\bwhat(?:'s|’s| is) your name\b|\byour name\?|\bintroduce yourself\b|\btell me (?:something |more )?about (?:yourself|you)\b|\bwhat do you do\b|\bwhat are you for\b/i
const asksTopics =
  /\b(?:what|which) (?:are your|topics|subjects|interests)\b|\bwhat (?:can|do) (?:we|you) (?:like to )?talk about\b|\binterested in\b.*\?/i
const asksPrompt =
  /\b(?:show|print|reveal|repeat|give|tell|output|what(?:'s|’s| is| are))\b.{0,30}\b(?:system prompt|your (?:initial |exact |full )?(?:instructions|prompt))\b|\bignore (?:all |your )?(?:previous |prior )?instructions\b/i

/** Says what it is when asked: never pretends to be a language model or a person. */
export const tellKind: TalkRule = turn => {
  if (!asksKind.test(turn.text)) return undefined
  const as = turn.persona.name ? ` I answer as ${turn.persona.name} here.` : ''
  return `I am Loggia’s offline rule model: a few hundred hand-written rules, no language model and no person.${as} I work without a key or a network, so that everything can be tried. For a real model, add an API key under Settings → Models.`
}

/** Introduces the agent from its own character. */
export const introduce: TalkRule = ({ text, persona }) => {
  if (asksTopics.test(text) && persona.topics.length > 0)
    return `I like to talk about ${list(persona.topics.slice(0, 8))}.`
  if (!asksWho.test(text)) return undefined
  const lines = [persona.name ? `I am ${persona.name}.` : 'I have not been given a name.']
  lines.push(...persona.bio.slice(0, 3).map(line => capital(ended(line))))
  if (persona.bio.length === 0 && persona.lore[0]) lines.push(ended(persona.lore[0]))
  if (persona.topics.length > 0) lines.push(`Ask me about ${list(persona.topics.slice(0, 5), 'or')}.`)
  if (persona.adjectives.length > 0 && persona.bio.length === 0)
    lines.push(`People call me ${list(persona.adjectives.slice(0, 3))}.`)
  lines.push('Behind the name, the offline rule model answers.')
  return lines.join(' ')
}

/** Keeps the prompt to itself; whoever may read the definition finds it in the app. */
export const keepPrompt: TalkRule = ({ text }) =>
  asksPrompt.test(text)
    ? 'I do not recite my instructions. Whoever may read this agent’s definition finds them in the app, under the agent.'
    : undefined

/** Adds the notice below the first words of a conversation, unless they already say it. */
export const withNotice = (text: string, turn: Turn) =>
  !turn.first || /offline rule model/i.test(text) ? text : `${text}\n\n*${notice}*`
