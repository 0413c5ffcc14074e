import type { LogLine } from './log-line.ts'

/** Characters queued for one reader before it is switched to reading the table. */
export const maxQueuedCharacters = 1024 * 1024

/**
 * What one reader has not taken yet of a live run. When too much piles up the queue is thrown away and
 * `overflowed` says so: the reader goes on from the table, where everything is.
 */
export class Subscription {
  overflowed = false
  private queue: LogLine[] = []
  private characters = 0
  private ended = false
  private wake: (() => void) | undefined
  private heard: AbortSignal | undefined
  private readonly gone = () => this.wake?.()

  constructor(snapshot: readonly LogLine[]) {
    this.push(snapshot)
  }

  push(lines: readonly LogLine[]): void {
    if (this.overflowed || this.ended) return
    for (const line of lines) {
      this.queue.push(line)
      this.characters += line.json.length
    }
    if (this.characters > maxQueuedCharacters) {
      this.overflowed = true
      this.queue = []
    }
    this.wake?.()
  }

  /** No more lines will come. */
  end(): void {
    this.ended = true
    this.wake?.()
    this.heard?.removeEventListener('abort', this.gone)
  }

  /** The lines that came since the last call; undefined after the end or an overflow. */
  async next(signal: AbortSignal): Promise<LogLine[] | undefined> {
    while (this.queue.length === 0) {
      if (this.ended || this.overflowed || signal.aborted) return undefined
      await this.changed(signal)
    }
    const lines = this.queue
    this.queue = []
    this.characters = 0
    return lines
  }

  private changed(signal: AbortSignal): Promise<void> {
    // One listener a reader, not one for each wait: there is a wait for every token.
    if (this.heard !== signal) {
      this.heard = signal
      signal.addEventListener('abort', this.gone, { once: true })
    }
    return new Promise(resolve => {
      this.wake = () => {
        this.wake = undefined
        resolve()
      }
    })
  }
}
