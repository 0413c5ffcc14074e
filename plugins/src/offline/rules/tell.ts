import type { Result } from '../results.ts'
import { ended, short } from '../say.ts'
import type { Turn } from '../turn.ts'
import { ruleOf } from './index.ts'

/**
 * Everything that came back from the calls of this turn, in words, in the order of the calls. A search
 * that found nothing is passed over when another one found something.
 */
export function tellResults(turn: Turn): string {
  const told = turn.results.filter(result => !isEmpty(result))
  return (told.length > 0 ? told : turn.results).map(result => tell(result, turn)).join('\n\n')
}

/** Whether the call was a search that found nothing. */
export const isEmpty = (result: Result): boolean =>
  result.status === 'done' && ruleOf(result.tool).isEmpty?.(result) === true

function tell(result: Result, turn: Turn): string {
  if (result.status === 'denied') return denied(result)
  if (result.status === 'failed')
    return `\`${result.tool}\` did not work: ${ended(short(String(result.output), 500))}`
  return ruleOf(result.tool).tell(result, turn)
}

/** A person's no is taken as it is; a policy's no is named as one. */
function denied({ tool, output }: Result): string {
  const reason = String(output)
  if (/tool policy/i.test(reason)) return `I may not use \`${tool}\`: ${ended(short(reason, 300))}`
  const note = /said no to this call: (?<note>[\s\S]+)$/.exec(reason)?.groups?.note ?? ''
  const why = note === '' ? '' : ` You said: “${short(note, 300)}”`
  return `All right: \`${tool}\` was not approved, so it did not run and nothing happened.${why}`
}
