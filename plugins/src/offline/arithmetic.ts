const spoken: [RegExp, string][] = [
  [/\b(?:the )?square root of\s+(\d[\d.,]*)/gi, 'sqrt($1)'],
  [/\b(\d[\d.,]*)\s+squared\b/gi, '$1^2'],
  [/\b(\d[\d.,]*)\s+cubed\b/gi, '$1^3'],
  [/\b(?:raised )?to the power of\b/gi, '^'],
  [/\bmultiplied by\b|\btimes\b|(?<=\d\s*)x(?=\s*\d)/gi, '*'],
  [/\bdivided by\b/gi, '/'],
  [/\bplus\b/gi, '+'],
  [/\bminus\b/gi, '-'],
  [/\bper ?cent\b/gi, '%'],
  [/\bmodulo\b/gi, 'mod'],
]

const asked =
  /\b(what(?:'s|’s| is| are|s)?|how much|calculate|compute|work out|evaluate|solve|add|result|equals?|calculator|sum)\b|=\s*\??\s*$/i

const expression =
  /(?<![-(]\s?)(?:[-(]\s?){0,20}(?:(?:sqrt|abs|round|floor|ceil|ln|log|exp|sin|cos|tan|min|max)\s*\([^()]*(?:\([^()]*\)[^()]*)*\)|\d[\d.,]*|\bpi\b)(?:\s*(?:\*\*|[-+*/^%×÷−,()]|\bof\b|\bmod\b|\bpi\b|(?:sqrt|abs|round|floor|ceil|ln|log|exp|sin|cos|tan|min|max)(?=\()|\d[\d.,]*))*/gi

/** The arithmetic that a message asks to be worked out, written for the calculator. */
export function expressionsIn(clause: string): string[] {
  let text = clause
  for (const [pattern, sign] of spoken) text = text.replaceAll(pattern, sign)
  const bare = /^[\d\s.,+*/^%()×÷−=?-]+$/.test(text)
  if (!bare && !asked.test(clause)) return []
  const found = (text.replaceAll(/[(-]{21,}/g, ' ').match(expression) ?? []).map(clean).filter(isWork)
  return [...new Set(found)]
}

const clean = (text: string) =>
  text
    .replace(/[\s,.*/^+(−-]+$|\b(?:of|mod)\s*$/i, '')
    .trim()
    .replaceAll(/\s+/g, ' ')

/** A number alone, a date or a version is not arithmetic. */
const isWork = (text: string) =>
  !/^[-(]*\d[\d.,]*\)?$/.test(text) &&
  !/^\d{4}-\d{1,2}-\d{1,2}$/.test(text) &&
  /[+*/^%×÷−-]|\b(?:of|mod)\b|[a-z]\s*\(/i.test(text) &&
  /\d|pi/i.test(text)
