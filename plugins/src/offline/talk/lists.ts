import type { TalkRule } from '../turn.ts'

const lists: [RegExp, string, string[]][] = [
  [
    /\bdays of (?:the|a) week\b|\bweekdays\b/i,
    'The days of the week:',
    ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  ],
  [
    /\bmonths\b.*\byear\b|\b(?:list|name)\b.*\bmonths\b/i,
    'The months of the year:',
    [
      'January',
      'February',
      'March',
      'April',
      'May',
      'June',
      'July',
      'August',
      'September',
      'October',
      'November',
      'December',
    ],
  ],
  [/\bseasons\b/i, 'The seasons:', ['Spring', 'Summer', 'Autumn', 'Winter']],
  [
    /\bplanets\b/i,
    'The planets, from the sun outwards:',
    ['Mercury', 'Venus', 'Earth', 'Mars', 'Jupiter', 'Saturn', 'Uranus', 'Neptune'],
  ],
  [
    /\bcontinents\b/i,
    'The continents, as often counted:',
    ['Africa', 'Antarctica', 'Asia', 'Australia', 'Europe', 'North America', 'South America'],
  ],
  [
    /\b(?:colou?rs of the|rainbow colou?rs|rainbow)\b.*\b(?:rainbow|colou?rs)\b/i,
    'The colours of the rainbow:',
    ['Red', 'Orange', 'Yellow', 'Green', 'Blue', 'Indigo', 'Violet'],
  ],
  [/\balphabet\b/i, 'The alphabet:', [[...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].join(' ')]],
]

const asks = /\b(?:list|name|what are|which are|tell me|give me|show|say|recite|write)\b/i

/** Lists everybody learns at school, and counting. */
export const enumerate: TalkRule = ({ text }) => {
  const to = /\bcount (?:from (\d{1,4}) )?(?:up )?to (\d{1,4})\b/i.exec(text)
  if (to?.[2]) return countTo(Number(to[1] ?? 1), Number(to[2]))
  const found = asks.test(text) ? lists.find(([pattern]) => pattern.test(text)) : undefined
  return found && `${found[1]}\n\n${found[2].map((item, at) => `${at + 1}. ${item}`).join('\n')}`
}

function countTo(from: number, to: number): string {
  if (Math.abs(to - from) > 500) return 'I count at most 500 numbers at once.'
  const step = to < from ? -1 : 1
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, at) => from + at * step).join(', ')
}
