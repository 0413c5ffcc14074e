import { LoggiaError } from '@loggia/contract'
import { authorise, type Context, reaches, requireUser } from '../identity/index.ts'
import { requireConversation } from './operations.ts'
import * as store from './store.ts'

/** Bytes of one attached file. */
export const maxFileBytes = 10 * 1024 * 1024

const images: readonly (readonly [string, readonly number[]])[] = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/gif', [0x47, 0x49, 0x46, 0x38]],
  ['image/webp', [0x52, 0x49, 0x46, 0x46]],
  ['application/pdf', [0x25, 0x50, 0x44, 0x46]],
]

/** The media type by the file's own first bytes, never by what the sender says; text must be valid UTF-8. */
export function sniffMediaType(content: Uint8Array): string {
  const known = images.find(([, magic]) => magic.every((byte, index) => content[index] === byte))
  if (known) return known[0]
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content)
    if (!text.includes('\u0000')) return 'text/plain'
  } catch {
    // Falls through: neither a known binary format nor text.
  }
  throw new LoggiaError('unsupported_media', {
    detail: 'Attach text in UTF-8, a PDF, or a PNG, JPEG, GIF or WebP image.',
  })
}

/** Reads the text of a PDF; given by the composition root so that this slice needs no PDF library. */
export type ReadPdf = (content: Uint8Array) => Promise<string>

export function fileOperations(readPdf: ReadPdf) {
  const extract = async (mediaType: string, content: Uint8Array): Promise<string | undefined> => {
    if (mediaType === 'application/pdf') return readPdf(content)
    return mediaType === 'text/plain' ? new TextDecoder().decode(content) : undefined
  }
  return {
    async upload(context: Context, input: { conversation: string; name: string }, content: Uint8Array) {
      authorise(context.actor, 'conversations:write')
      await requireConversation(context, input.conversation)
      if (content.byteLength > maxFileBytes) {
        throw new LoggiaError('payload_too_large', { detail: `${input.name} is larger than 10 MB.` })
      }
      const mediaType = sniffMediaType(content)
      const extracted = await extract(mediaType, content)
      const id = context.newId('file')
      const { conversation: conversationId, name } = input
      const file = {
        workspaceId: context.workspaceId,
        id,
        conversationId,
        name,
        mediaType,
        content,
        extracted,
      }
      await store.insertFile(context.db, file)
      return { id, name, mediaType, bytes: content.byteLength }
    },

    async download(context: Context, input: { file: string }) {
      authorise(context.actor, 'conversations:read')
      const file = await store.findFile(context.db, input.file, requireUser(context))
      if (!file || !reaches(context.actor, file.agent_id))
        throw new LoggiaError('not_found', { detail: `There is no file "${input.file}" of yours.` })
      return { name: file.name, mediaType: file.media_type, content: file.content }
    },
  }
}
