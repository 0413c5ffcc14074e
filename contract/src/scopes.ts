import { z } from 'zod'

/** What an API key may be allowed to do. A key holds some of these, never more than its user may do. */
export const scopeTable = {
  'agents:read': 'See agents and their definitions',
  'agents:write': 'Create, change and delete agents',
  'conversations:read': 'Read conversations and messages',
  'conversations:write': 'Start conversations, send messages, rename and delete them',
  'runs:read': 'Read runs and their events',
  'runs:write': 'Cancel runs',
  'approvals:answer': 'Say yes or no to a tool call that waits',
  'models:read': 'See providers and models',
  'secrets:read': 'See the names of secrets, never their values',
  'secrets:write': 'Save, test and delete secrets',
  'keys:manage': 'Create, list and revoke API keys',
  'audit:read': 'Read, check and export the audit log of the workspace',
  'workspace:read': 'See the members of the workspace',
  'members:manage': 'Invite and remove members and change their roles',
  'workspace:manage': 'Rename, hand over and delete the workspace',
  'memory:read': 'Read what agents remember',
  'memory:write': 'Make agents forget',
  'knowledge:read': 'Read and search documents',
  'knowledge:write': 'Add and delete documents',
  'instance:read': 'Read the metrics and the audit log of the instance (operators)',
  'instance:manage': 'Manage people and settings of the instance (operators)',
} as const satisfies Record<string, string>

export type Scope = keyof typeof scopeTable
export const scopes = Object.keys(scopeTable) as Scope[]
export const scope = z.enum(scopes as [Scope, ...Scope[]])
