import { z } from 'zod'
import { reindexed } from './memory.ts'
import { id, instant, nothing, operation, page, paging } from './operation.ts'

const tag = 'Knowledge'
const agentName = z.string().max(100).describe('Id or handle.')

/** The largest document, in bytes. */
export const maxDocumentBytes = 10 * 1024 * 1024

export const documentMediaType = z.enum(['text/plain', 'text/markdown', 'application/pdf'])
export type DocumentMediaType = z.infer<typeof documentMediaType>

/** A document an agent was given. */
export const document = z.object({
  id,
  agentId: id,
  title: z.string(),
  mediaType: documentMediaType,
  bytes: z.number().int(),
  chunks: z.number().int().describe('How many passages it was cut into.'),
  createdAt: instant,
})
export type Document = z.infer<typeof document>

/** Where a passage stands, with the words of it that answer the query. */
export const citation = z.object({
  documentId: id,
  title: z.string(),
  chunk: z.number().int().describe('Position of the passage in its document, from 0.'),
  quote: z.string(),
})
export type Citation = z.infer<typeof citation>

export const passage = citation.extend({
  heading: z.string().describe('Path of headings above it, empty where there is none.'),
  page: z.number().int().optional().describe('Page of a PDF, from 1.'),
  text: z.string(),
  score: z.number().describe('0 to 1; 1 is first by words and by meaning.'),
})
export type Passage = z.infer<typeof passage>

const title = z.string().trim().min(1).max(200)

export const documents = {
  list: operation({
    method: 'GET',
    path: '/api/agents/{agent}/documents',
    summary: 'Lists the documents of an agent, newest first.',
    tag,
    access: 'knowledge:read',
    errors: ['not_found'],
    input: paging.extend({ agent: agentName }),
    output: page(document),
  }),
  add: operation({
    method: 'POST',
    path: '/api/agents/{agent}/documents',
    summary: 'Gives an agent a document as text or Markdown.',
    tag,
    access: 'knowledge:write',
    errors: ['not_found', 'conflict', 'document_unreadable', 'dimension_mismatch', 'disk_full'],
    input: z.object({
      agent: agentName,
      title,
      text: z.string().min(1).max(maxDocumentBytes),
      mediaType: z.enum(['text/plain', 'text/markdown']).default('text/markdown'),
    }),
    output: document,
  }),
  upload: operation({
    method: 'POST',
    path: '/api/agents/{agent}/documents/file',
    summary: 'Gives an agent a text, Markdown or PDF file, at most 10 MB.',
    tag,
    access: 'knowledge:write',
    wire: 'bytes',
    errors: [
      'not_found',
      'conflict',
      'unsupported_media',
      'document_unreadable',
      'dimension_mismatch',
      'disk_full',
    ],
    input: z.object({
      agent: agentName,
      name: title.describe('File name, as a query parameter; the body is the file.'),
    }),
    output: document,
  }),
  delete: operation({
    method: 'DELETE',
    path: '/api/documents/{document}',
    summary: 'Deletes a document with its passages.',
    tag,
    access: 'knowledge:write',
    errors: ['not_found'],
    input: z.object({ document: id }),
    output: nothing,
  }),
  search: operation({
    method: 'GET',
    path: '/api/agents/{agent}/documents/search',
    summary: "Finds the passages of an agent's documents that answer a query, best first.",
    tag,
    access: 'knowledge:read',
    errors: ['not_found', 'dimension_mismatch'],
    input: z.object({
      agent: agentName,
      query: z.string().min(1).max(1_000),
      limit: z.coerce.number().int().min(1).max(20).default(6),
    }),
    output: z.object({ items: z.array(passage) }),
  }),
  reindex: operation({
    method: 'POST',
    path: '/api/documents/reindex',
    summary: "Makes the vectors of the workspace's documents anew after a change of embedder.",
    tag,
    access: 'knowledge:write',
    input: nothing,
    output: reindexed,
  }),
}
