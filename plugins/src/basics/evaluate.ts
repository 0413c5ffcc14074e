import { LoggiaError } from '@loggia/contract'
import { type Token, tokenize } from './tokens.ts'

const constants: Record<string, number> = { pi: Math.PI, e: Math.E }

const functions: Record<string, { least: number; most: number; of: (...numbers: number[]) => number }> = {
  sqrt: { least: 1, most: 1, of: Math.sqrt },
  abs: { least: 1, most: 1, of: Math.abs },
  round: {
    least: 1,
    most: 2,
    of: (x, digits = 0) => Number(Math.round(Number(`${x}e${digits}`)) / 10 ** digits),
  },
  floor: { least: 1, most: 1, of: Math.floor },
  ceil: { least: 1, most: 1, of: Math.ceil },
  ln: { least: 1, most: 1, of: Math.log },
  log: { least: 1, most: 1, of: Math.log10 },
  exp: { least: 1, most: 1, of: Math.exp },
  sin: { least: 1, most: 1, of: Math.sin },
  cos: { least: 1, most: 1, of: Math.cos },
  tan: { least: 1, most: 1, of: Math.tan },
  min: { least: 1, most: 50, of: Math.min },
  max: { least: 1, most: 50, of: Math.max },
}

/** Parentheses and signs may nest this deep; the parser recurses once for each. */
const deepest = 100

/**
 * The value of an arithmetic expression, rounded to 12 significant digits so that 0.1+0.2 is 0.3.
 * Throws `tool_input_invalid` with the place where reading stopped, or when there is no finite value.
 */
export function evaluate(expression: string): number {
  const tokens = tokenize(expression)
  let at = 0
  let depth = 0

  const peek = () => tokens[at]
  const isNext = (...texts: string[]) => {
    const token = peek()
    return token !== undefined && token.kind !== 'number' && texts.includes(token.text)
  }
  const take = (...texts: string[]) => (isNext(...texts) ? tokens[at++] : undefined)
  const expect = (text: string) => {
    if (!take(text)) throw unreadable(expression, `"${text}" is missing`, peek())
  }

  function sum(): number {
    let value = product()
    for (let sign = take('+', '-'); sign; sign = take('+', '-')) {
      const right = product()
      value = sign.text === '+' ? value + right : value - right
    }
    return value
  }

  function product(): number {
    let value = signed()
    for (let sign = take('*', '/', 'of', 'mod'); sign; sign = take('*', '/', 'of', 'mod')) {
      const right = signed()
      if (sign.text === '/') value /= right
      else if (sign.text === 'mod') value = ((value % right) + right) % right
      else value *= right
    }
    return value
  }

  function signed(): number {
    if (++depth > deepest) throw unreadable(expression, `it nests deeper than ${deepest}`, peek())
    const sign = take('-', '+')
    const value = sign ? signed() * (sign.text === '-' ? -1 : 1) : power()
    depth--
    return value
  }

  function power(): number {
    let base = atom()
    while (take('%')) base /= 100
    return take('^') ? base ** signed() : base
  }

  function atom(): number {
    const token = peek()
    if (!token) throw unreadable(expression, 'it ends too early', token)
    at++
    if (token.kind === 'number') return Number(token.text)
    if (token.text === '(') {
      const value = sum()
      expect(')')
      return value
    }
    const constant = Object.hasOwn(constants, token.text) ? constants[token.text] : undefined
    if (constant !== undefined) return constant
    if (token.kind === 'word' && Object.hasOwn(functions, token.text)) return call(token)
    throw unreadable(expression, `"${token.text}" was not expected`, token)
  }

  function call(name: Token): number {
    expect('(')
    const numbers = [sum()]
    while (take(',')) numbers.push(sum())
    expect(')')
    const known = functions[name.text]
    if (!known || numbers.length < known.least || numbers.length > known.most) {
      throw unreadable(expression, `${name.text} does not take ${numbers.length} numbers`, name)
    }
    return known.of(...numbers)
  }

  const value = sum()
  const rest = peek()
  if (rest) throw unreadable(expression, `"${rest.text}" was not expected`, rest)
  if (!Number.isFinite(value)) {
    throw new LoggiaError('tool_input_invalid', {
      detail: `"${expression}" has no finite value; does it divide by zero or grow too large?`,
    })
  }
  return Number(value.toPrecision(12))
}

function unreadable(expression: string, why: string, token: Token | undefined) {
  const place = token ? ` at character ${token.at + 1}` : ''
  return new LoggiaError('tool_input_invalid', {
    detail: `"${expression}" is not arithmetic: ${why}${place}.`,
    fields: [`expression: ${why}${place}`],
  })
}
