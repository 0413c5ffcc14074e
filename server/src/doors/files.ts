import type { fileOperations } from '@loggia/core/conversations'
import type { knowledgeOperations } from '@loggia/core/knowledge'
import type { Exchange, WireHandler } from '../http/exchange.ts'
import { checkInput } from '../http/input.ts'
import { maxFileBytes, readBytes } from '../http/read-body.ts'
import { json } from './run-events.ts'

/** The input of an upload: path and query; the body is the file. */
async function fileInput<Input>({ row, url, params }: Exchange): Promise<Input> {
  return (await checkInput(row, { ...Object.fromEntries(url.searchParams), ...params })) as Input
}

/** Files in and out, byte for byte. */
export function fileDoors(
  files: ReturnType<typeof fileOperations>,
  documents: ReturnType<typeof knowledgeOperations>,
) {
  return {
    async 'files.upload'(exchange) {
      const input = await fileInput<{ conversation: string; name: string }>(exchange)
      return json(
        await files.upload(exchange.context, input, await readBytes(exchange.incoming, maxFileBytes)),
      )
    },
    async 'files.download'(exchange) {
      const input = await fileInput<{ file: string }>(exchange)
      const { name, mediaType, content } = await files.download(exchange.context, input)
      // Only pictures are shown in place; whatever could run in the page's origin is saved instead.
      const shown = mediaType.startsWith('image/')
      return new Response(Buffer.from(content), {
        headers: {
          'content-type': shown ? mediaType : 'application/octet-stream',
          'content-disposition': `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(name)}`,
          'cache-control': 'private, max-age=3600',
        },
      })
    },
    async 'documents.upload'(exchange) {
      const input = await fileInput<{ agent: string; name: string }>(exchange)
      return json(
        await documents.upload(exchange.context, input, await readBytes(exchange.incoming, maxFileBytes)),
      )
    },
  } satisfies Record<string, WireHandler>
}
