import { defineTool } from '@loggia/contract'
import { z } from 'zod'
import { evaluate } from './evaluate.ts'

const input = z.object({
  expression: z
    .string()
    .min(1)
    .max(500)
    .describe('Arithmetic such as "12*7", "15% of 80" or "sqrt(2)^3"; functions take parentheses.'),
})

/** Works out one arithmetic expression. Throws `tool_input_invalid` saying where it could not be read. */
export const calculator = defineTool({
  name: 'calculator',
  description:
    'Works out an arithmetic expression exactly. Knows + - * / ^ mod % ( ), pi, e, sqrt, abs, round, floor, ceil, ln, log, exp, sin, cos, tan, min and max.',
  input,
  effect: 'none',
  run: ({ expression }) => ({ expression, result: evaluate(expression) }),
})
