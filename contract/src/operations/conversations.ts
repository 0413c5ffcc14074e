import { z } from 'zod'
import { message } from '../message.ts'
import { id, instant, nothing, operation, page, paging } from './operation.ts'
import { run } from './runs.ts'

const tag = 'Conversations'

export const conversation = z.object({
  id,
  agentId: id,
  title: z.string(),
  liveRunId: id.optional().describe('The run that is answering now.'),
  waiting: z.boolean().describe('Whether an approval is open.'),
  createdAt: instant,
  updatedAt: instant,
})
export type Conversation = z.infer<typeof conversation>

export const conversations = {
  list: operation({
    method: 'GET',
    path: '/api/conversations',
    summary: 'Lists your conversations, last used first; searches titles and text.',
    tag,
    access: 'conversations:read',
    input: paging.extend({ agent: id.optional(), search: z.string().max(200).optional() }),
    output: page(conversation),
  }),
  get: operation({
    method: 'GET',
    path: '/api/conversations/{conversation}',
    summary: 'Reads one conversation.',
    tag,
    access: 'conversations:read',
    errors: ['not_found'],
    input: z.object({ conversation: id }),
    output: conversation,
  }),
  create: operation({
    method: 'POST',
    path: '/api/conversations',
    summary: 'Starts an empty conversation with an agent.',
    tag,
    access: 'conversations:write',
    errors: ['not_found'],
    input: z.object({
      agent: z.string().max(100).describe('Id or handle.'),
      title: z.string().max(200).optional(),
    }),
    output: conversation,
  }),
  rename: operation({
    method: 'PATCH',
    path: '/api/conversations/{conversation}',
    summary: 'Renames a conversation.',
    tag,
    access: 'conversations:write',
    errors: ['not_found'],
    input: z.object({ conversation: id, title: z.string().trim().min(1).max(200) }),
    output: conversation,
  }),
  delete: operation({
    method: 'DELETE',
    path: '/api/conversations/{conversation}',
    summary: 'Deletes a conversation, its messages, runs and files; a live run is cancelled first.',
    tag,
    access: 'conversations:write',
    errors: ['not_found'],
    input: z.object({ conversation: id }),
    output: nothing,
  }),
}

export const whenBusy = z.enum(['reject', 'enqueue', 'replace'])
export type WhenBusy = z.infer<typeof whenBusy>

/** The longest text of one message, in characters. */
export const maxMessageCharacters = 200_000

export const messages = {
  list: operation({
    method: 'GET',
    path: '/api/conversations/{conversation}/messages',
    summary: 'Lists the messages of a conversation, oldest first within the page; pages go back in time.',
    tag: 'Messages',
    access: 'conversations:read',
    errors: ['not_found'],
    input: paging.extend({ conversation: id }),
    output: page(message),
  }),
  send: operation({
    method: 'POST',
    path: '/api/conversations/{conversation}/messages',
    summary:
      'Sends a message and answers with the run: a stream of events, or one JSON document when it has ended.',
    tag: 'Messages',
    access: 'conversations:write',
    wire: 'run-events',
    description:
      'With `accept: text/event-stream` the events of the run follow as they happen (AG-UI 1.0), each with an SSE id to resume from at `GET /api/runs/{run}/events`. Otherwise the answer waits for the end of the run.',
    errors: ['not_found', 'run_in_progress', 'approval_pending', 'disk_full'],
    input: z.object({
      conversation: id,
      text: z.string().min(1).max(maxMessageCharacters),
      files: z.array(id).max(10).default([]).describe('Ids of files uploaded to this conversation.'),
      whenBusy: whenBusy.default('reject'),
    }),
    output: z.object({ run, message: message.optional() }),
  }),
  retry: operation({
    method: 'POST',
    path: '/api/conversations/{conversation}/retry',
    summary:
      "Answers the last user's message again; the former answer stays stored but leaves the conversation.",
    tag: 'Messages',
    access: 'conversations:write',
    wire: 'run-events',
    errors: ['not_found', 'run_in_progress', 'approval_pending'],
    input: z.object({ conversation: id }),
    output: z.object({ run, message: message.optional() }),
  }),
}

export const files = {
  upload: operation({
    method: 'POST',
    path: '/api/conversations/{conversation}/files',
    summary: 'Uploads a text, image or PDF file to a conversation, at most 10 MB.',
    tag: 'Messages',
    access: 'conversations:write',
    wire: 'bytes',
    errors: ['not_found', 'unsupported_media', 'document_unreadable', 'disk_full'],
    input: z.object({
      conversation: id,
      name: z.string().min(1).max(200).describe('File name, as a query parameter; the body is the file.'),
    }),
    output: z.object({ id, name: z.string(), mediaType: z.string(), bytes: z.number().int() }),
  }),
  download: operation({
    method: 'GET',
    path: '/api/files/{file}',
    summary: 'Downloads a file of one of your conversations.',
    tag: 'Messages',
    access: 'conversations:read',
    wire: 'bytes',
    errors: ['not_found'],
    input: z.object({ file: id }),
    output: z.unknown(),
  }),
}
