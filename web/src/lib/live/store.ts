import type { RunEvent } from '@loggia/sdk'
import { useSyncExternalStore } from 'react'
import { continueLog, emptyLog, type RunLog } from '../runs/log.ts'
import { emptyRun, type RunView } from '../runs/view.ts'

/** What a person sent and the run that answers it, while it streams and until it is read back from storage. */
export interface LiveAnswer {
  /** Tells one answer from the next in the same conversation. */
  id: number
  /** The message as sent; absent where a run is followed that this page did not start. */
  sent: { text: string; files: readonly File[] } | undefined
  view: RunView
  /** The request itself failed: nothing was stored, or the connection is gone for good. */
  failure: unknown
  ended: boolean
}

interface Entry {
  answer: LiveAnswer
  log: RunLog
}

const entries = new Map<string, Entry>()
const readers = new Set<() => void>()
let made = 0

const tell = () => {
  for (const read of readers) read()
}

function change(conversation: string, id: number, patch: Partial<LiveAnswer>, log?: RunLog) {
  const entry = entries.get(conversation)
  if (entry?.answer.id !== id) return
  entries.set(conversation, { answer: { ...entry.answer, ...patch }, log: log ?? entry.log })
  tell()
}

/**
 * Follows a run in its conversation until its end; navigation does not stop it. Events are shown once a
 * frame, so that a fast model does not draw the page a thousand times a second. Resolves when it ended.
 */
export async function follow(
  conversation: string,
  sent: LiveAnswer['sent'],
  open: () => AsyncIterable<RunEvent>,
): Promise<LiveAnswer | undefined> {
  made += 1
  const id = made
  const answer: LiveAnswer = { id, sent, view: emptyRun, failure: undefined, ended: false }
  entries.set(conversation, { answer, log: emptyLog() })
  tell()
  let waiting: RunEvent[] = []
  const show = () => {
    const log = entries.get(conversation)?.log
    if (!log || waiting.length === 0) return
    const next = continueLog(log, waiting)
    waiting = []
    change(conversation, id, { view: next.view }, next)
  }
  let frame: ReturnType<typeof setTimeout> | undefined
  try {
    for await (const event of open()) {
      waiting.push(event)
      frame ??= setTimeout(() => {
        frame = undefined
        show()
      }, 24)
    }
    show()
    change(conversation, id, { ended: true })
  } catch (failure) {
    show()
    change(conversation, id, { failure, ended: true })
  } finally {
    clearTimeout(frame)
  }
  const entry = entries.get(conversation)
  return entry?.answer.id === id ? entry.answer : undefined
}

/** Lets go of an answer once it is read back from storage. */
export function settle(conversation: string, id: number): void {
  if (entries.get(conversation)?.answer.id !== id) return
  entries.delete(conversation)
  tell()
}

export const liveAnswer = (conversation: string): LiveAnswer | undefined => entries.get(conversation)?.answer

const subscribe = (read: () => void) => {
  readers.add(read)
  return () => readers.delete(read)
}

/** The live answer of a conversation, kept up to date. */
export const useLiveAnswer = (conversation: string): LiveAnswer | undefined =>
  useSyncExternalStore(subscribe, () => liveAnswer(conversation))
