import type { ErrorRows } from './rows.ts'

/** What the machine, the database and the process meet. */
export const instanceErrors = {
  port_taken: {
    status: 503,
    exit: 69,
    title: 'The port is already in use.',
    next: 'Stop the other program, or choose another port with --port.',
  },
  data_locked: {
    status: 503,
    exit: 75,
    title: 'Another process is using this data directory.',
    next: 'Stop the other server, or choose another directory with --data.',
  },
  data_unwritable: {
    status: 503,
    exit: 73,
    title: 'The data directory cannot be written.',
    next: 'Check its owner and permissions, or choose another with --data.',
  },
  disk_full: {
    status: 507,
    exit: 74,
    title: 'The disk is full; the change was not stored.',
    next: 'Free some space, then try again. Nothing that was acknowledged is lost.',
  },
  database_unreachable: {
    status: 503,
    exit: 69,
    title: 'The database cannot be reached.',
    next: 'Check DATABASE_URL and that the database is running.',
  },
  database_unsafe: {
    status: 503,
    exit: 78,
    title: 'The database would not keep workspaces apart.',
    next: 'Apply the change that the message names; Loggia does not start without its walls.',
  },
  database_rights: {
    status: 503,
    exit: 77,
    title: 'The role may not do this in the database.',
    next: 'Let an administrator of the database run the SQL that "loggia db setup --dry-run" prints.',
  },
  database_not_empty: {
    status: 409,
    exit: 73,
    title: 'The database holds an instance already.',
    next: 'Restore into an empty database, or choose another data directory with --data.',
  },
  backup_damaged: {
    status: 422,
    exit: 65,
    title: 'The backup file is no whole backup of Loggia.',
    next: 'Use another backup; "loggia db restore" changes nothing before the whole file was checked.',
  },
  schema_newer: {
    status: 503,
    exit: 78,
    title: 'The database was written by a newer version of Loggia.',
    next: 'Start that version, or restore a backup made before the upgrade.',
  },
  postgres_needed: {
    status: 409,
    exit: 78,
    title: 'Several nodes need a Postgres: the embedded database belongs to one process.',
    next: 'Set DATABASE_URL to a Postgres 15 or newer, or start without --nodes.',
  },
  shutting_down: { status: 503, exit: 75, title: 'The server is stopping.', next: 'Try again in a moment.' },
  server_unreachable: {
    status: 503,
    exit: 69,
    title: 'No Loggia server answers at this address.',
    next: 'Start one with "loggia start", or name another with --url.',
  },
} as const satisfies ErrorRows
