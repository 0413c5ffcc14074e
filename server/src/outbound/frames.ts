/**
 * Milliseconds in which the chunks of an event stream are gathered; decision 007. A model says a token every
 * few milliseconds, each in a packet of its own, and each would run through all that lies behind.
 */
export const frameMs = 30

/** Chunks gathered into frames. */
export interface Frames {
  add(chunk: Buffer): void
  /** Passes on what has been gathered. */
  give(): void
  stop(): void
}

/** Passes a chunk on at once, then what comes in the next milliseconds together, or as soon as it is `fullBytes`. */
export function gather(milliseconds: number, fullBytes: number, pass: (bytes: Buffer) => void): Frames {
  let held: Buffer[] = []
  let heldBytes = 0
  let timer: NodeJS.Timeout | undefined
  const give = () => {
    clearTimeout(timer)
    timer = undefined
    if (heldBytes === 0) return
    const [first] = held
    const bytes = held.length === 1 && first ? first : Buffer.concat(held)
    held = []
    heldBytes = 0
    if (milliseconds > 0) timer = setTimeout(give, milliseconds)
    pass(bytes)
  }
  return {
    add(chunk) {
      held.push(chunk)
      heldBytes += chunk.byteLength
      if (!timer || heldBytes >= fullBytes) give()
    },
    give,
    stop: () => clearTimeout(timer),
  }
}
