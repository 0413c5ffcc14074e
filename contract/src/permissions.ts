import { z } from 'zod'

/** The named powers a plugin can ask for. What is not asked for and granted is refused. */
export const permissionNames = [
  'network',
  'secrets',
  'files',
  'memory',
  'conversations',
  'wallet',
  'processes',
  'schedules',
  'routes',
] as const
export type PermissionName = (typeof permissionNames)[number]

/** What a plugin declares it needs; deny by default. */
export const permissions = z.strictObject({
  network: z.array(z.string()).optional().describe('Hosts it may connect to, for example "api.openai.com".'),
  secrets: z.array(z.string()).optional().describe('Secrets it may read, by name.'),
  files: z.literal('own-directory').optional(),
  memory: z.array(z.enum(['conversation', 'user', 'agent'])).optional(),
  conversations: z.literal('read').optional(),
  wallet: z.array(z.string()).optional(),
  processes: z.boolean().optional(),
  schedules: z.boolean().optional(),
  routes: z.boolean().optional(),
})
export type Permissions = z.infer<typeof permissions>

/** How far a plugin is vouched for, least first. Computed from evidence, never typed in by hand. */
export const tiers = ['unreviewed', 'community', 'verified', 'core'] as const
export type Tier = (typeof tiers)[number]
