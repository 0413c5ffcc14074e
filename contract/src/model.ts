import type { LanguageModelV4, LanguageModelV4StreamPart } from '@ai-sdk/provider'
import { z } from 'zod'

/** The model port: the AI SDK's provider specification, so every published provider fits. */
export type LanguageModel = LanguageModelV4

/** One part of what `doStream` sends: a closed union, in which an error is a part. */
export type LanguageModelStreamPart = LanguageModelV4StreamPart

export const modelInfo = z.object({
  provider: z.string().describe('Id of the provider, for example "openai".'),
  id: z.string().describe('Id of the model as its vendor names it.'),
  name: z.string().optional(),
  contextWindow: z
    .number()
    .int()
    .positive()
    .optional()
    .describe('Model tokens of prompt and reply together.'),
  maxOutputTokens: z.number().int().positive().optional(),
})
export type ModelInfo = z.infer<typeof modelInfo>

/** What a provider is given to reach its vendor: never the environment, never another's key. */
export interface ProviderPorts {
  fetch: typeof fetch
  /** The vendor's API key; absent for providers that need none. */
  key?: string
  /** Where the vendor's API lives, without a trailing slash; the provider's default when absent. */
  baseUrl?: string
}

/** How a provider's key is called in forms and in the environment. */
export interface ProviderKey {
  /** Name of the secret and of the environment variable, for example `OPENAI_API_KEY`. */
  name: string
  /** Page where a person gets one. */
  url: string
  /** False where the vendor answers without a key (a local server). */
  required: boolean
}

/** A model vendor: part of a plugin record. */
export interface ModelProvider {
  id: string
  title: string
  key?: ProviderKey
  /** Environment variable that overrides the address of the vendor's API, and its default. */
  baseUrl?: { name: string; default: string }
  /** The model used when a definition names the provider only. */
  defaultModel: string
  /** Asks the vendor which models the key may use; this is also how a key is tested. Throws `model_*`. */
  list(ports: ProviderPorts): Promise<ModelInfo[]>
  /** Makes the model; no request is sent before `doStream`. */
  open(model: string, ports: ProviderPorts): LanguageModel | Promise<LanguageModel>
}

/** Which model answers: `provider` and `model` both named, the provider alone, or neither (`auto`). */
export const modelChoice = z.object({
  provider: z.string().min(1).max(64).optional(),
  model: z.string().min(1).max(200).optional(),
  temperature: z.number().min(0).max(2).optional(),
  maxOutputTokens: z.number().int().min(1).max(1_000_000).optional(),
  reasoning: z.enum(['none', 'low', 'medium', 'high']).optional(),
})
export type ModelChoice = z.infer<typeof modelChoice>

/** Model tokens of one call or the sum over a run. Absent counts were not told by the vendor. */
export const usage = z.object({
  inputTokens: z.number().int().nonnegative().default(0),
  outputTokens: z.number().int().nonnegative().default(0),
  reasoningTokens: z.number().int().nonnegative().default(0),
  cachedInputTokens: z.number().int().nonnegative().default(0),
  cacheWriteInputTokens: z.number().int().nonnegative().default(0),
})
export type Usage = z.infer<typeof usage>
