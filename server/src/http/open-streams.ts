import type { ServerResponse } from 'node:http'
import type { Actor } from '@loggia/core/identity'

/** Channel on which the database tells every node which key or person has lost a way in; the payload is its id. */
export const revokedChannel = 'loggia_revoked'

/** Answers that are under way, with who asked. */
export type OpenStreams = ReturnType<typeof createOpenStreams>

/** Keeps the answers that are under way, with who asked. */
export function createOpenStreams() {
  const open = new Map<ServerResponse, Actor>()
  return {
    add(outgoing: ServerResponse, actor: Actor): void {
      open.set(outgoing, actor)
      outgoing.once('close', () => open.delete(outgoing))
    },
    /**
     * Cuts the event streams of a key or a person. Who still has a way in resumes where the stream was cut; who
     * has not is refused. Other answers are short, and one of them may be to the very request that revoked.
     */
    cut(id: string): void {
      for (const [outgoing, actor] of open) {
        if (actor.kind === 'anonymous') continue
        const isTheirs = actor.userId === id || (actor.kind === 'key' && actor.keyId === id)
        if (isTheirs && isEventStream(outgoing)) outgoing.destroy()
      }
    },
  }
}

const isEventStream = (outgoing: ServerResponse): boolean =>
  String(outgoing.getHeader('content-type') ?? '').startsWith('text/event-stream')
