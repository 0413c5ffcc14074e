import { z } from 'zod'
import { id, operation } from './operation.ts'

/** Other protocols' doors. Their bodies are those protocols' own; unknown fields are let through. */
const agent = z.string().max(100).describe('Id or handle.')
const foreign = z.record(z.string(), z.unknown())

export const doors = {
  agui: operation({
    method: 'POST',
    path: '/api/agents/{agent}/agui',
    summary: 'AG-UI 1.0: takes RunAgentInput, streams events.',
    tag: 'Other protocols',
    access: 'conversations:write',
    wire: 'agui',
    errors: ['not_found', 'run_in_progress', 'approval_pending'],
    input: z.looseObject({ agent }),
    output: z.unknown(),
  }),
  uiChat: operation({
    method: 'POST',
    path: '/api/agents/{agent}/ui',
    summary: 'AI SDK UI message stream, for useChat.',
    tag: 'Other protocols',
    access: 'conversations:write',
    wire: 'ui-messages',
    errors: ['not_found', 'run_in_progress', 'approval_pending'],
    input: z.looseObject({ agent }),
    output: z.unknown(),
  }),
  uiResume: operation({
    method: 'GET',
    path: '/api/agents/{agent}/ui/{chat}/stream',
    summary: 'Resumes the AI SDK UI message stream of a chat; 204 when nothing is under way.',
    tag: 'Other protocols',
    access: 'conversations:read',
    wire: 'ui-messages',
    errors: ['not_found'],
    input: z.object({ agent, chat: id }),
    output: z.unknown(),
  }),
  chatCompletions: operation({
    method: 'POST',
    path: '/v1/chat/completions',
    summary: 'OpenAI Chat Completions; `model` is the handle of an agent.',
    tag: 'Other protocols',
    access: 'conversations:write',
    wire: 'openai',
    errors: ['not_found', 'unsupported_media'],
    input: foreign,
    output: z.unknown(),
  }),
  openaiModels: operation({
    method: 'GET',
    path: '/v1/models',
    summary: 'Lists the agents of the workspace as OpenAI models.',
    tag: 'Other protocols',
    access: 'agents:read',
    wire: 'openai',
    input: z.object({}),
    output: z.unknown(),
  }),
}
