import { z } from 'zod'
import type { ToolEffect } from './tool.ts'

/** Per tool: `allow` runs it, `ask` waits for a person's yes to the exact call, `deny` refuses it. */
export const toolPolicy = z.enum(['allow', 'ask', 'deny'])
export type ToolPolicy = z.infer<typeof toolPolicy>

/** What a tool may do when nobody said otherwise: whatever writes outside, sends or spends asks first. */
export const defaultPolicy: Record<ToolEffect, ToolPolicy> = {
  none: 'allow',
  read: 'allow',
  write: 'ask',
  send: 'ask',
  spend: 'ask',
}
