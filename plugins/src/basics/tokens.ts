import { LoggiaError } from '@loggia/contract'

/** One piece of an expression; `at` is its first character, counted from 0. */
export interface Token {
  kind: 'number' | 'word' | 'sign'
  text: string
  at: number
}

const pattern = /\s*(?:(\d+(?:\.\d+)?(?:e[+-]?\d+)?|\.\d+)|([a-z]+)|(\*\*|[-+*/^%(),×÷−·:]))/iy

const spelled = new Map(Object.entries({ '×': '*', '·': '*', '÷': '/', ':': '/', '−': '-', '**': '^' }))

/** The tokens of an expression. Throws `tool_input_invalid` at the first character that is none. */
export function tokenize(expression: string): Token[] {
  const source = expression.replaceAll(/(?<=\d),(?=\d{3}(?:\D|$))(?![^(]*\))/g, '').trimEnd()
  const tokens: Token[] = []
  pattern.lastIndex = 0
  while (pattern.lastIndex < source.length) {
    const from = pattern.lastIndex
    const match = pattern.exec(source)
    if (!match) {
      throw new LoggiaError('tool_input_invalid', {
        detail: `"${expression}" is not arithmetic: "${source.slice(from).trim().charAt(0)}" was not expected.`,
        fields: ['expression: only numbers, + - * / ^ % ( ) and the named functions'],
      })
    }
    const [whole, number, word, sign] = match
    const text = number ?? word?.toLowerCase() ?? sign ?? ''
    const kind = number ? 'number' : word ? 'word' : 'sign'
    tokens.push({ kind, text: spelled.get(text) ?? text, at: from + whole.length - text.length })
  }
  return tokens
}
