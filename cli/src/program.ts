import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import {
  addAgents,
  addAudit,
  addChat,
  addDatabase,
  addDoctor,
  addImport,
  addKeys,
  addSecrets,
  addServers,
} from './commands.ts'
import { openTerminal } from './terminal/terminal.ts'

/** Wrong words on the command line, as sysexits has it. */
const usageStatus = 64

/** Runs the command line; the exit status says how it went. */
export async function run(argv: readonly string[]): Promise<void> {
  const terminal = openTerminal()
  const program = makeProgram()
  try {
    await program.parseAsync([...argv])
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : usageStatus
    else process.exitCode = (await import('./terminal/print-error.ts')).printError(terminal, error)
  }
}

/** The commands. What a command needs is loaded when it runs, so that none waits for another's. */
export function makeProgram(): Command {
  const program = new Command('loggia')
    .description('Agents that people can trust: start the server, talk to agents, make your own.')
    .version(version())
    .showHelpAfterError('(--help says more)')
    .exitOverride()
  for (const add of [
    addServers,
    addChat,
    addAgents,
    addImport,
    addKeys,
    addAudit,
    addSecrets,
    addDatabase,
    addDoctor,
  ])
    add(program)
  return program
}

function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
