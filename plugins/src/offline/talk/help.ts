import { calculator } from '../rules/calculator.ts'
import { isKnown, ruleOf } from '../rules/index.ts'
import { knowledge } from '../rules/knowledge.ts'
import { notice } from '../rules/notice.ts'
import { remember } from '../rules/remember.ts'
import { time } from '../rules/time.ts'
import type { TalkRule, ToolRule, Turn } from '../turn.ts'

const asks =
  /^(?:help|\?|\/help|commands|menu)\W*$|\bwhat (?:all )?(?:can|could) (?:you|i|we) (?:do|ask|try|say)\b|\bhow (?:can|could) you help\b|\bwhat (?:are you able|do you know how) to\b|\b(?:show|list|what are) (?:me )?(?:your )?(?:features|abilities|skills|commands|tools)\b|\bhow does this work\b|\bi need help\b|\bcan you help me\W*$/i

const tries: [ToolRule, string][] = [
  [time, '“What time is it in Tokyo and what is 12 × 7?” calls two tools at once'],
  [calculator, '“What is 15 % of 80?” uses the calculator'],
  [
    remember,
    '“Remember that my favourite colour is green” keeps it, “what is my favourite colour?” finds it',
  ],
  [knowledge, '“Search the documents for opening hours” looks in the knowledge and cites it'],
  [notice, '“Send a notice that lunch is ready” asks you for approval first'],
]

/** What can be tried here, by the tools that are really offered. */
export function abilities(turn: Turn): string[] {
  const rules = new Set(turn.tools.map(tool => ruleOf(tool.name)))
  const others = turn.tools.filter(tool => !isKnown(tool)).slice(0, 8)
  return [
    ...tries.flatMap(([rule, example]) => (rules.has(rule) ? [example] : [])),
    ...others.map(tool => `“Use ${tool.name} …” calls the tool \`${tool.name}\``),
    ...(rules.has(calculator) ? [] : ['“What is 12 × 7?” I can work out']),
    ...(rules.has(remember) ? [] : ['“My name is Ada” I remember within this conversation']),
    '“Write 2,000 words about bridges” streams a long text',
    '“Spell loggia”, “count the words in …”, “repeat after me: …”, “list the days of the week”',
  ]
}

/** Lists what it can do. */
export const help: TalkRule = turn =>
  asks.test(turn.text)
    ? `I answer by rules, so I know a few things well. Try one:\n\n${abilities(turn)
        .map(each => `- ${each}`)
        .join('\n')}`
    : undefined
