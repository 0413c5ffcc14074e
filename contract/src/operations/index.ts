import { account } from './account.ts'
import { agents, definitions } from './agents.ts'
import { audit } from './audit.ts'
import { conversations, files, messages } from './conversations.ts'
import { doors } from './doors.ts'
import { instance } from './instance.ts'
import { documents } from './knowledge.ts'
import { memories } from './memory.ts'
import { keys, models, secrets } from './models.ts'
import { people, sessions, settings } from './people.ts'
import { approvals, runs } from './runs.ts'
import { invitations, members, workspaces } from './workspaces.ts'

export * from './account.ts'
export * from './agents.ts'
export * from './audit.ts'
export * from './conversations.ts'
export * from './instance.ts'
export * from './knowledge.ts'
export * from './memory.ts'
export * from './models.ts'
export * from './operation.ts'
export * from './people.ts'
export * from './problem.ts'
export * from './runs.ts'
export * from './workspaces.ts'

/** The operation table: every route of the platform. What is not in here does not exist. */
export const operations = {
  agents,
  definitions,
  conversations,
  messages,
  files,
  runs,
  approvals,
  memories,
  documents,
  models,
  secrets,
  keys,
  instance,
  account,
  sessions,
  people,
  settings,
  workspaces,
  members,
  invitations,
  audit,
  doors,
}
export type Operations = typeof operations
