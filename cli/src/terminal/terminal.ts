import { styleText } from 'node:util'

type Format = Parameters<typeof styleText>[0]

/** Where a command writes: answers on stdout, everything about them on stderr. */
export interface Terminal {
  /** Part of the answer: text as it is, without a line break added. */
  write(text: string): void
  /** A line of the answer. */
  line(text: string): void
  /** A line about the answer, for the person who watches. */
  note(text: string): void
  /** A person sits at both ends: questions may be asked. */
  readonly interactive: boolean
  /** Answers and notes are seen on one screen. */
  readonly oneScreen: boolean
  /** Dresses text for stderr; as it is where nobody sees colours. */
  dress(format: Format, text: string): string
}

/** The terminal of this process. */
export function openTerminal(): Terminal {
  const { stdin, stdout, stderr } = process
  // A reader that has seen enough (`| head`) is no failure.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  return {
    write: text => void stdout.write(text),
    line: text => void stdout.write(`${text}\n`),
    note: text => void stderr.write(`${text}\n`),
    interactive: Boolean(stdin.isTTY && stdout.isTTY),
    oneScreen: Boolean(stdout.isTTY && stderr.isTTY),
    dress: (format, text) => styleText(format, text, { stream: stderr, validateStream: true }),
  }
}
