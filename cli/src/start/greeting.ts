import type { Terminal } from '../terminal/index.ts'

export interface Greeting {
  url: string
  /** Where everything is kept, for people. */
  kept: string
  /** The one-time link, while nobody has claimed the instance. */
  claimLink?: string | undefined
}

/** What a person needs to know of a server that has just started: its address, its data, and how to become operator. */
export function greet(terminal: Terminal, { url, kept, claimLink }: Greeting): void {
  const { dress } = terminal
  terminal.line(`\n  ${dress(['bold', 'green'], 'Loggia')} answers at ${dress('bold', url)}`)
  terminal.line(`  ${dress('dim', `Everything is kept in ${kept}.`)}`)
  if (claimLink !== undefined) {
    terminal.line('\n  Nobody is its operator yet. This link makes you the one, once:')
    terminal.line(`  ${dress('cyan', claimLink)}`)
  }
  terminal.line(`\n  ${dress('dim', 'Talk to it here too: loggia chat. Ctrl-C stops it.')}\n`)
}

/** A database URL without its password. */
export function withoutPassword(address: string): string {
  const url = URL.parse(address)
  if (!url) return 'the database of DATABASE_URL'
  if (url.password) url.password = '…'
  return decodeURIComponent(url.href)
}
