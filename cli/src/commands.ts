import { type Command, InvalidArgumentError } from 'commander'

/** Which instance a command talks to. */
const placed = (command: Command): Command =>
  command
    .option('--data <folder>', 'data directory of the instance (default: .loggia)')
    .option('--url <address>', 'address of the server; with LOGGIA_API_KEY, of any instance')

const serving = (command: Command): Command =>
  command
    .option('--port <number>', 'port to listen on (default: PORT, else 3000)', portNumber)
    .option('--host <address>', 'address to listen on (default: 127.0.0.1)')
    .option('--data <folder>', 'where everything is kept (default: .loggia)')

export function addServers(program: Command): void {
  serving(program.command('start').description('Starts the server and its app.'))
    .option('--nodes <number>', 'equal processes behind one address; needs Postgres (default: 1)', nodeNumber)
    .action(async options => (await import('./start/start.ts')).start(options))
  serving(
    program
      .command('dev')
      .description("Starts the server with the project's agents and reloads them as you save."),
  ).action(async options => (await import('./dev/dev.ts')).dev(options))
}

export function addChat(program: Command): void {
  placed(
    program
      .command('chat')
      .description(
        'Talks to an agent. In a pipe, standard input is the message and only the reply is printed.',
      )
      .argument('[agent]', 'id or handle; yours, else the guide')
      .argument('[message...]', 'what to say; asked for when absent'),
  )
    .option('--conversation <id>', 'goes on with a conversation')
    .option('--json', 'prints the events of the run, one JSON document a line')
    .option('--approve <id>', 'says yes to a tool call that waits, and goes on', collect)
    .option('--deny <id>', 'says no to it, and goes on', collect)
    .action(async (agent, message, options) =>
      (await import('./chat/chat.ts')).chat({ ...options, agent, message }),
    )
}

export function addAgents(program: Command): void {
  const agents = program.command('agents').description('Lists agents, or shows one.')
  placed(agents.command('list', { isDefault: true }).description('Lists the agents of the workspace.'))
    .option('--json', 'prints JSON')
    .action(async options => (await import('./agents/agents.ts')).listAgents(options))
  placed(
    agents
      .command('show')
      .description('Shows an agent: its model, tools and tool policy.')
      .argument('<agent>'),
  )
    .option('--json', 'prints JSON, with the whole definition')
    .action(async (agent, options) => (await import('./agents/agents.ts')).showAgent({ ...options, agent }))
}

export function addImport(program: Command): void {
  placed(
    program
      .command('import')
      .description('Makes an agent from a character of ElizaOS.')
      .argument('<file|url>', 'a JSON file, or its http or https address'),
  )
    .option('--handle <handle>', 'handle of the new agent (default: made from its name)')
    .action(async (source, options) =>
      (await import('./import/import-character.ts')).importCharacter({ ...options, source }),
    )
}

export function addKeys(program: Command): void {
  const key = program.command('key').description('Creates, lists and revokes API keys.')
  placed(key.command('create').description('Creates an API key and prints it, this one time.'))
    .requiredOption('--name <name>', 'what it is for')
    .option('--scopes <list>', 'what it may do, with commas between (default: all but managing keys)', words)
    .option('--agents <list>', 'the only agents it reaches, with commas between', words)
    .option('--expires-days <number>', 'days until it expires (default: never)', dayNumber)
    .action(async options => (await import('./keys/keys.ts')).createKey(options))
  placed(key.command('list').description('Lists your API keys; the keys themselves are not kept.'))
    .option('--json', 'prints JSON')
    .action(async options => (await import('./keys/keys.ts')).listKeys(options))
  placed(
    key.command('revoke').description('Revokes an API key.').argument('<key>', 'its id or its name'),
  ).action(async (wanted, options) => (await import('./keys/keys.ts')).revokeKey({ ...options, wanted }))
}

export function addAudit(program: Command): void {
  const audit = program.command('audit').description('Checks and exports the audit log.')
  placed(
    audit
      .command('verify')
      .description('Follows the chain of the log and names the first entry that does not fit.'),
  )
    .option('--workspace <id>', 'the log of this workspace, by id or slug (default: yours)')
    .option('--instance', 'the log of the instance')
    .option('--expect <head>', 'the head that a former look printed: it must still be there')
    .option('--json', 'prints JSON')
    .action(async options => (await import('./audit/audit.ts')).verifyAudit(options))
  placed(audit.command('export').description('Writes the log of your workspace as JSON lines.'))
    .option('--instance', 'the log of the instance')
    .option('--from <date>', 'from this moment on')
    .option('--to <date>', 'before this moment')
    .action(async options => (await import('./audit/audit.ts')).exportAudit(options))
}

export function addSecrets(program: Command): void {
  const secrets = program.command('secrets').description('Looks after how secrets are sealed.')
  placed(
    secrets
      .command('rotate')
      .description('Seals the keys of all workspaces with the newest key of the instance.'),
  )
    .option('--json', 'prints JSON')
    .action(async options => (await import('./secrets/secrets.ts')).rotateSecrets(options))
}

export function addDoctor(program: Command): void {
  serving(program.command('doctor').description('Says what is wrong and how to put it right.'))
    .option('--json', 'prints the findings as JSON')
    .option('--reindex', 'makes the vectors of memories and documents anew')
    .action(async options => (await import('./doctor/doctor.ts')).doctor(options))
}

export function addDatabase(program: Command): void {
  const db = program
    .command('db')
    .description('Sets up, migrates, backs up, restores and moves the database.')
  const kept = (command: Command) =>
    command.option('--data <folder>', 'data directory of the instance (default: .loggia)')
  db.command('setup')
    .description(
      'Makes the role, the database and the extension that DATABASE_URL wants, or says who has to.',
    )
    .option('--dry-run', 'only says what it would make')
    .action(async options => (await import('./database/setup.ts')).setUp(options))
  kept(
    db
      .command('backup')
      .description('Writes everything in the database to one file, as it is at one moment.')
      .argument('[file]', 'its name (default: loggia-<time>.backup)'),
  ).action(async (file, options) => (await import('./database/backup.ts')).backUp({ ...options, file }))
  kept(
    db
      .command('restore')
      .description('Fills an empty database from a backup.')
      .argument('<file>', 'a backup'),
  ).action(async (file, options) => (await import('./database/backup.ts')).restoreFrom({ ...options, file }))
  kept(
    db.command('move').description('Copies the embedded database to the empty Postgres of DATABASE_URL.'),
  ).action(async options => (await import('./database/backup.ts')).moveToPostgres(options))
  kept(db.command('migrate').description('Brings the schema up to date.'))
    .option('--dry-run', 'only says what would run')
    .action(async options => (await import('./database/migrate.ts')).migrateDatabase(options))
}

const words = (text: string): string[] =>
  text
    .split(',')
    .map(word => word.trim())
    .filter(word => word !== '')

const collect = (text: string, before: string[] = []): string[] => [...before, text]

function portNumber(text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw new InvalidArgumentError('A port is a number from 0 to 65535; 0 takes a free one.')
}

function nodeNumber(text: string): number {
  const nodes = Number(text)
  if (/^\d+$/.test(text) && nodes >= 1 && nodes <= 64) return nodes
  throw new InvalidArgumentError('Nodes are a number from 1 to 64.')
}

function dayNumber(text: string): number {
  const days = Number(text)
  if (/^\d+$/.test(text) && days >= 1 && days <= 3_650) return days
  throw new InvalidArgumentError('Days are a number from 1 to 3650.')
}
