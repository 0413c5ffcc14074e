/** Tables that belong to a workspace: FORCED row level security, one policy on `workspace_id`. */
export const tenantTables: readonly string[] = [
  'members',
  'invitations',
  'api_keys',
  'secrets',
  'agent_secrets',
  'data_keys',
  'audit_entries',
  'audit_heads',
  'agents',
  'conversations',
  'messages',
  'files',
  'summaries',
  'runs',
  'run_events',
  'approvals',
  'memories',
  'documents',
  'chunks',
]

/** Tables of the whole instance, and the policies each has. `none` means that the app has no grant on it. */
export const instanceTables: Readonly<Record<string, readonly string[]>> = {
  migrations: ['none'],
  instance_settings: ['public_read', 'system:settings'],
  instance_events: ['system:events'],
  setup_codes: ['system:setup'],
  instance_audit_entries: ['system:audit'],
  instance_audit_head: ['system:audit'],
  users: ['colleague', 'system:accounts'],
  workspaces: ['bound'],
  nodes: ['system'],
}

/** Functions that look across walls, and why each must. Nothing else may run with other rights than its caller's. */
export const doors: Readonly<Record<string, string>> = {
  identify_session: 'a session token is all that a request brings; who and which workspace follow from it',
  identify_key: 'a key hash is all that a request brings; who and which workspace follow from it',
  append_run_events: 'one insert a tick keeps the log of all live runs of a node',
  dead_runs: 'the runs of a node that died lie in any workspace',
  find_invitation: 'whoever holds an invitation is outside the workspace that it leads to',
  sessions_of: 'sessions lie in the schema auth, which a transaction of the app does not see',
  end_sessions: 'ending a session and writing that down is one transaction',
  ways_in_of: 'the ways into an account lie in the schema auth too',
  forget_password: 'making a password useless and writing that down is one transaction',
  forget_login: 'deleting a login and writing that down is one transaction',
  workspaces_to_rotate: 'what is still sealed with an old key lies in any workspace',
  workspaces_of: "a user's workspaces lie behind as many walls",
}
