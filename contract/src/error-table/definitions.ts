import type { ErrorRows } from './rows.ts'

/** What can be wrong with definitions, plugins, knowledge, secrets and the audit log. */
export const definitionErrors = {
  definition_invalid: {
    status: 422,
    exit: 65,
    title: 'The definition does not describe an agent.',
    next: 'Correct the listed fields.',
  },
  definition_secret: {
    status: 422,
    exit: 65,
    title: 'The definition contains what looks like a secret.',
    next: 'Remove it from the text, save it under Settings, Secrets, and revoke it if it was shown to anybody.',
  },
  plugin_unknown: {
    status: 422,
    exit: 65,
    title: 'The definition names a plugin that this instance does not have.',
    next: 'Install the plugin, or remove its name from the definition.',
  },
  too_many_tools: {
    status: 422,
    exit: 65,
    title: 'The agent has more tools than one model call may offer.',
    next: 'Remove tools or plugins until at most 128 are left.',
  },
  import_unreadable: {
    status: 422,
    exit: 65,
    title: 'The file is not a character that can be imported.',
    next: 'Choose a JSON character file of ElizaOS (version 0 or 1).',
  },
  document_unreadable: {
    status: 422,
    exit: 65,
    title: 'No text could be read from the document.',
    next: 'Add it as text, Markdown or a PDF that contains text.',
  },
  dimension_mismatch: {
    status: 409,
    exit: 78,
    title: 'The stored vectors were made by another embedding model.',
    next: 'Switch back to the former embedder, or run "loggia doctor --reindex" to make the vectors anew.',
  },
  secret_unreadable: {
    status: 500,
    exit: 78,
    title: 'A stored secret cannot be opened with the present key.',
    next: 'Restore the key file of this instance, or save the secret again.',
  },
  audit_broken: {
    status: 409,
    exit: 65,
    title: 'The audit log is not as it was written.',
    next: 'Keep a copy of the database, compare it with a backup, and ask who could write to the tables.',
  },
} as const satisfies ErrorRows
