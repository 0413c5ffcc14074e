import { evaluate } from '../../basics/index.ts'
import { fit } from '../arguments.ts'
import { expressionsIn } from '../arithmetic.ts'
import { isRecord } from '../results.ts'
import type { Call, TalkRule, ToolRule } from '../turn.ts'
import { plain } from './plain.ts'

/** Has each expression of the message worked out by the calculator. */
export const calculator: ToolRule = {
  knows: name => /calc|^(?:math|evaluate)$/i.test(name),

  calls(turn, tool) {
    const calls: (Call | undefined)[] = turn.clauses
      .flatMap(expressionsIn)
      .map(expression =>
        fit(tool, [{ value: expression, names: ['expression', 'formula', 'input', 'query'] }]),
      )
    return calls.filter(call => call !== undefined)
  },

  tell(result) {
    const { output, input } = result
    if (!isRecord(output) || typeof output.result !== 'number') return plain(result)
    const expression = String(output.expression ?? input.expression)
    return `${expression} = **${output.result.toLocaleString('en-US', { maximumFractionDigits: 12 })}**`
  },
}

/** Works expressions out itself where no calculator is offered; arithmetic is a rule like the others. */
export const arithmetic: TalkRule = turn => {
  const lines = turn.clauses.flatMap(expressionsIn).flatMap(expression => {
    try {
      return [
        `${expression} = **${evaluate(expression).toLocaleString('en-US', { maximumFractionDigits: 12 })}**`,
      ]
    } catch {
      return []
    }
  })
  return lines.length > 0 ? lines.join('\n') : undefined
}
