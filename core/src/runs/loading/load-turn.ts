import type { Definition, MessagePart } from '@loggia/contract'
import { filesOf, type StoredFile } from '../../conversations/index.ts'
import type { TenantSql } from '../../platform/index.ts'
import {
  groupTurns,
  type HistoryFile,
  type HistoryMessage,
  type HistoryTurn,
  type Summary,
} from '../../turns/index.ts'
import { type LoadedHead, type LoadedMessage, loadTurnStatements } from './store.ts'

/** What a turn needs of the past, read in one round trip. */
export interface LoadedTurn {
  agentId: string
  handle: string
  definition: Definition
  liveRunId: string | undefined
  openApprovals: number
  summary: Summary | undefined
  messages: LoadedHistoryMessage[]
}

export type LoadedHistoryMessage = HistoryMessage & { id: string }

/** The conversation of this user with its agent and what is not summarised yet; undefined when it is not theirs. */
export async function loadTurn(
  db: TenantSql,
  conversationId: string,
  userId: string,
): Promise<LoadedTurn | undefined> {
  const [heads, rows] = await db.batch(loadTurnStatements(conversationId, userId))
  const head = heads?.[0] as LoadedHead | undefined
  if (!head) return undefined
  const messages = rows as unknown as LoadedMessage[]
  const files = await readFiles(db, conversationId, messages)
  return {
    agentId: head.agent_id,
    handle: head.handle,
    definition: head.definition,
    liveRunId: head.live_run_id ?? undefined,
    openApprovals: head.open_approvals,
    summary:
      head.summary === null
        ? undefined
        : { content: head.summary, throughPosition: head.through_position ?? 0 },
    messages: messages.map(message => ({ ...message, ...withFiles(message.parts, files) })),
  }
}

const fileIds = (parts: readonly MessagePart[]) =>
  parts.filter(part => part.type === 'file').map(part => part.fileId)

/** A stored file as the model reads it: its text, or the bytes of an image. */
export const historyFile = (file: StoredFile): HistoryFile => ({
  name: file.name,
  mediaType: file.media_type,
  ...(file.extracted === null ? { content: new Uint8Array(file.content) } : { text: file.extracted }),
})

async function readFiles(db: TenantSql, conversationId: string, messages: readonly LoadedMessage[]) {
  const ids = messages.flatMap(message => fileIds(message.parts))
  const files = ids.length === 0 ? [] : await filesOf(db, conversationId, ids)
  return new Map(files.map((file): [string, HistoryFile] => [file.id, historyFile(file)]))
}

function withFiles(
  parts: readonly MessagePart[],
  files: ReadonlyMap<string, HistoryFile>,
): { files?: HistoryFile[] } {
  const found = fileIds(parts).flatMap(id => files.get(id) ?? [])
  return found.length === 0 ? {} : { files: found }
}

/** The turns of a loaded conversation with the message that is being answered now at the end. */
export function turnsWith(
  loaded: LoadedTurn,
  parts: readonly MessagePart[],
  files: readonly HistoryFile[],
): HistoryTurn[] {
  const position = (loaded.messages.at(-1)?.position ?? 0) + 1
  const message: HistoryMessage = { role: 'user', parts, position, ...(files.length > 0 && { files }) }
  return groupTurns([...loaded.messages, message])
}
