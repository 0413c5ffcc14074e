import type { TalkRule } from '../turn.ts'

const jokes = [
  'Why do programmers mix up Halloween and Christmas? Because Oct 31 is Dec 25.',
  'I would tell you a joke about rules, but there is an exception.',
  'A loggia walks into a bar. It stays in front, where people meet.',
  'There are two hard things in computing: naming things, caches, and being off by one.',
]

/** Tells the next joke it has not told in this conversation. */
export const joke: TalkRule = ({ text, earlier }) => {
  if (!/\b(?:joke|make me laugh|something funny)\b/i.test(text)) return undefined
  const told = earlier.filter(said => said.who === 'agent').map(said => said.text)
  const next = jokes.find(each => !told.some(text => text.includes(each)))
  return next ?? `That were all my ${jokes.length} jokes; rules do not improvise.`
}
