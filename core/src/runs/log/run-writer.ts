import type { RunEvent } from '@loggia/contract'
import { type LogLine, makeLine, type RunKey } from './log-line.ts'
import { Subscription } from './subscription.ts'

/** Characters waiting for the disk before a fast model is made to wait. */
const maxPendingCharacters = 1024 * 1024

/**
 * The log of one live run: numbers and serialises each event once, hands it to readers on the next turn of
 * the event loop, and keeps it until the database has it.
 */
export class RunWriter {
  readonly key: RunKey
  readonly epoch: number
  private seq: number
  private readonly now: () => number
  private readonly requestFlush: () => void
  private unstored: LogLine[] = []
  private unstoredCharacters = 0
  private taken = 0
  private undelivered: LogLine[] = []
  private deliveryScheduled = false
  private readonly readers = new Set<Subscription>()
  private stored = Promise.withResolvers<void>()
  private failure: unknown
  private failures = 0
  private opened = false

  constructor(key: RunKey, epoch: number, lastSeq: number, now: () => number, requestFlush: () => void) {
    this.key = key
    this.epoch = epoch
    this.seq = lastSeq
    this.now = now
    this.requestFlush = requestFlush
    this.stored.promise.catch(() => {})
  }

  /** The run's own row is committed: its batches may be stored from now on. */
  open(): void {
    this.opened = true
    this.requestFlush()
  }

  get isOpen(): boolean {
    return this.opened
  }

  emit(event: RunEvent): void {
    this.keep(this.line(event))
    this.requestFlush()
  }

  /** A line that is not stored or shown yet: the terminal event, committed with the outcome. */
  line(event: RunEvent): LogLine {
    event.timestamp = this.now()
    return makeLine(this.key.runId, this.epoch, ++this.seq, event)
  }

  private keep(line: LogLine): void {
    this.unstored.push(line)
    this.unstoredCharacters += line.json.length
    this.show(line)
  }

  /** Hands a line to the readers. */
  show(line: LogLine): void {
    this.undelivered.push(line)
    if (this.deliveryScheduled) return
    this.deliveryScheduled = true
    setImmediate(() => this.deliver())
  }

  private deliver(): void {
    this.deliveryScheduled = false
    const lines = this.undelivered
    this.undelivered = []
    for (const reader of this.readers) reader.push(lines)
  }

  subscribe(): Subscription {
    this.deliver()
    const reader = new Subscription(this.unstored)
    this.readers.add(reader)
    return reader
  }

  unsubscribe(reader: Subscription): void {
    this.readers.delete(reader)
  }

  get lastSeq(): number {
    return this.seq
  }

  /** The sequence number before the first line that the database may not have yet. */
  get storedSeq(): number {
    const first = this.unstored[0]
    return first ? first.seq - 1 : this.seq
  }

  /** The lines to store now; `settle` must follow. */
  take(): readonly LogLine[] {
    if (!this.opened || this.taken > 0) return []
    this.taken = this.unstored.length
    return this.unstored.slice()
  }

  /** The lines that `take` gave are stored, or could not be; how often in a row they could not. */
  settle(error?: unknown): number {
    const count = this.taken
    this.taken = 0
    if (error !== undefined) return ++this.failures
    this.failures = 0
    for (const line of this.unstored.splice(0, count)) this.unstoredCharacters -= line.json.length
    const before = this.stored
    this.stored = Promise.withResolvers<void>()
    this.stored.promise.catch(() => {})
    before.resolve()
    return 0
  }

  /** Everything that is not stored yet, for the statement that also ends the run. */
  rest(): readonly LogLine[] {
    return this.unstored
  }

  /** The database does not take this run's events any more; whoever waits for it is told. */
  fail(error: unknown): void {
    this.failure = error
    this.stored.reject(error)
  }

  /** Resolves when everything emitted so far is stored. */
  async commit(): Promise<void> {
    const until = this.seq
    while (this.storedSeq < until) {
      if (this.failure !== undefined) throw this.failure
      this.requestFlush()
      await this.stored.promise
    }
  }

  ready(): Promise<void> | undefined {
    return this.unstoredCharacters > maxPendingCharacters ? this.commit() : undefined
  }

  /** The terminal line is committed: readers get it and no more. */
  end(line: LogLine | undefined): void {
    this.unstored = []
    if (line) this.show(line)
    this.deliver()
    for (const reader of this.readers) reader.end()
    this.readers.clear()
  }
}
