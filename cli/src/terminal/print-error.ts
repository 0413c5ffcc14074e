import { describeError } from './describe-error.ts'
import type { Terminal } from './terminal.ts'

/** Prints a failure on stderr and gives the exit status that goes with it. */
export function printError(terminal: Terminal, error: unknown): number {
  const { lines, exit } = describeError(error)
  const [first = '', ...rest] = lines
  terminal.note(`${terminal.dress('red', 'loggia:')} ${terminal.dress('bold', first)}`)
  for (const line of rest) terminal.note(`  ${line}`)
  if (process.env.LOGGIA_LOG === 'debug' && error instanceof Error) terminal.note(error.stack ?? '')
  return exit
}
