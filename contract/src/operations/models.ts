import { z } from 'zod'
import { modelInfo } from '../model.ts'
import { scope } from '../scopes.ts'
import { id, instant, nothing, operation } from './operation.ts'

export const providerStatus = z.object({
  id: z.string(),
  title: z.string(),
  defaultModel: z.string(),
  keyName: z.string().optional().describe('Name of the secret and environment variable.'),
  keyUrl: z.string().optional().describe('Page where a person gets a key.'),
  keyRequired: z.boolean(),
  source: z
    .enum(['saved', 'environment', 'local', 'none'])
    .describe('Where its key comes from; `local` needs none.'),
  baseUrl: z.string().optional(),
})
export type ProviderStatus = z.infer<typeof providerStatus>

export const models = {
  providers: operation({
    method: 'GET',
    path: '/api/providers',
    summary: 'Lists the model providers, whether each has a key, and which answers by default and why.',
    tag: 'Models',
    access: 'models:read',
    input: z.object({}),
    output: z.object({
      items: z.array(providerStatus),
      automatic: z.object({ provider: z.string(), model: z.string(), why: z.string() }),
    }),
  }),
  list: operation({
    method: 'GET',
    path: '/api/providers/{provider}/models',
    summary: 'Lists the models that the provider offers to the key in use.',
    tag: 'Models',
    access: 'models:read',
    errors: [
      'not_found',
      'model_key_missing',
      'model_key_rejected',
      'model_unreachable',
      'model_bad_answer',
      'model_overloaded',
    ],
    input: z.object({ provider: z.string().max(64) }),
    output: z.object({ items: z.array(modelInfo) }),
  }),
  connect: operation({
    method: 'POST',
    path: '/api/providers/{provider}/key',
    summary: 'Tests a pasted key by listing its models, then saves it as a secret.',
    tag: 'Models',
    access: 'secrets:write',
    errors: [
      'not_found',
      'model_key_rejected',
      'model_out_of_credit',
      'model_rate_limited',
      'model_unreachable',
      'model_bad_answer',
      'model_overloaded',
    ],
    input: z.object({
      provider: z.string().max(64),
      key: z.string().trim().min(1).max(4_000),
      baseUrl: z.url().max(500).optional(),
    }),
    output: z.object({ items: z.array(modelInfo) }),
  }),
  disconnect: operation({
    method: 'DELETE',
    path: '/api/providers/{provider}/key',
    summary: 'Deletes the saved key of a provider.',
    tag: 'Models',
    access: 'secrets:write',
    errors: ['not_found'],
    input: z.object({ provider: z.string().max(64) }),
    output: nothing,
  }),
}

const secretName = z.string().regex(/^[A-Z][A-Z0-9_]{0,99}$/, 'capital letters, digits and "_"')
const secretAgent = id
  .optional()
  .describe('Id of the agent whose own secret it is; absent: of the workspace.')
export const secret = z.object({
  name: secretName,
  agent: secretAgent,
  createdAt: instant,
  updatedAt: instant,
})

export const secrets = {
  list: operation({
    method: 'GET',
    path: '/api/secrets',
    summary: 'Lists the names of the secrets of the workspace, or of an agent; values are never returned.',
    tag: 'Secrets',
    access: 'secrets:read',
    input: z.object({ agent: secretAgent }),
    output: z.object({ items: z.array(secret) }),
  }),
  save: operation({
    method: 'PUT',
    path: '/api/secrets/{name}',
    summary: 'Saves a secret; what an agent has of its own wins over the workspace.',
    tag: 'Secrets',
    access: 'secrets:write',
    errors: ['not_found'],
    input: z.object({ name: secretName, agent: secretAgent, value: z.string().min(1).max(32_000) }),
    output: secret,
  }),
  delete: operation({
    method: 'DELETE',
    path: '/api/secrets/{name}',
    summary: 'Deletes a secret.',
    tag: 'Secrets',
    access: 'secrets:write',
    errors: ['not_found'],
    input: z.object({ name: secretName, agent: secretAgent }),
    output: nothing,
  }),
  rotate: operation({
    method: 'POST',
    path: '/api/instance/secrets/rotate',
    summary: 'Seals the keys of all workspaces with the newest key of the instance; operators only.',
    tag: 'Secrets',
    access: 'instance:manage',
    input: z.object({}),
    output: z.object({
      workspaces: z.number().int(),
      keys: z.number().int().describe('Keys of workspaces that were sealed anew.'),
      secrets: z
        .number()
        .int()
        .describe('Secrets that were sealed by the instance itself and are now by a workspace.'),
      unreadable: z.number().int().describe('What no key of the instance opens; it stays as it is.'),
    }),
  }),
}

export const apiKey = z.object({
  id,
  name: z.string(),
  hint: z.string().describe('The first characters, to recognise it by.'),
  scopes: z.array(scope),
  agentIds: z.array(id).optional(),
  createdAt: instant,
  expiresAt: instant.optional(),
  lastUsedAt: instant.optional(),
})

export const keys = {
  list: operation({
    method: 'GET',
    path: '/api/keys',
    summary: 'Lists your API keys in this workspace.',
    tag: 'API keys',
    access: 'keys:manage',
    input: z.object({}),
    output: z.object({ items: z.array(apiKey) }),
  }),
  create: operation({
    method: 'POST',
    path: '/api/keys',
    summary: 'Creates an API key and shows it this one time.',
    tag: 'API keys',
    access: 'keys:manage',
    errors: ['not_found'],
    input: z.object({
      name: z.string().trim().min(1).max(80),
      scopes: z
        .array(scope)
        .min(1)
        .optional()
        .describe("All that you may do, except managing and what is the instance's, when absent."),
      agents: z.array(id).min(1).max(50).optional().describe('Only these agents.'),
      expiresInDays: z.number().int().min(1).max(3650).optional(),
    }),
    output: apiKey.extend({ key: z.string().describe('The key itself, `lga_…`.') }),
  }),
  revoke: operation({
    method: 'DELETE',
    path: '/api/keys/{key}',
    summary: 'Revokes an API key; it holds from the next request on.',
    tag: 'API keys',
    access: 'keys:manage',
    errors: ['not_found'],
    input: z.object({ key: id }),
    output: nothing,
  }),
}
