import { z } from 'zod'
import { modelChoice } from './model.ts'
import { toolPolicy } from './tool-policy.ts'

/** Who the agent is. Everything here becomes part of the stable prefix of its prompt. */
export const character = z.strictObject({
  instructions: z.string().max(100_000).default('').describe('What the agent is for and how it behaves.'),
  bio: z.array(z.string().max(2_000)).max(100).default([]),
  lore: z.array(z.string().max(2_000)).max(200).default([]),
  topics: z.array(z.string().max(200)).max(200).default([]),
  adjectives: z.array(z.string().max(200)).max(100).default([]),
  style: z.array(z.string().max(1_000)).max(100).default([]),
  examples: z
    .array(z.array(z.strictObject({ role: z.enum(['user', 'agent']), text: z.string().max(10_000) })).max(50))
    .max(100)
    .default([])
    .describe('Short dialogues that show how it answers.'),
})
export type Character = z.infer<typeof character>

/** What one answer (a chain of runs) may use before it is ended with a reason. */
export const budget = z.strictObject({
  steps: z.number().int().min(1).max(100).default(20).describe('Model calls.'),
  tokens: z
    .number()
    .int()
    .min(100)
    .max(10_000_000)
    .default(500_000)
    .describe('Model tokens, prompt and reply.'),
  costUsd: z.number().min(0).max(1_000).default(1).describe('US dollars by the price file.'),
  seconds: z.number().int().min(1).max(86_400).default(600),
})
export type Budget = z.infer<typeof budget>

export const memoryScope = z.enum(['conversation', 'user', 'agent'])
export type MemoryScope = z.infer<typeof memoryScope>

/** The agent as data: what a builder edits, what a version freezes, what the turn reads. */
export const definition = z.strictObject({
  contract: z.literal(1).default(1),
  name: z.string().trim().min(1).max(80),
  summary: z.string().max(280).default(''),
  greeting: z
    .string()
    .max(2_000)
    .default('')
    .describe('Shown before the first message; not sent to the model.'),
  starters: z
    .array(z.string().max(200))
    .max(6)
    .default([])
    .describe('Suggestions shown in an empty conversation.'),
  character: character.prefault({}),
  model: modelChoice.prefault({}),
  plugins: z.array(z.string().max(64)).max(64).default([]).describe('Ids of the plugins whose tools it has.'),
  tools: z
    .record(z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/), toolPolicy)
    .default({})
    .describe('Tool policy by exact tool name, over the default that follows from what the tool does.'),
  memory: z.strictObject({ scopes: z.array(memoryScope).default(['conversation', 'user']) }).prefault({}),
  knowledge: z.strictObject({ enabled: z.boolean().default(true) }).prefault({}),
  budget: budget.prefault({}),
})
export type Definition = z.infer<typeof definition>
export type DefinitionInput = z.input<typeof definition>

/** At most this many tools are offered to one model call. */
export const maxTools = 128
