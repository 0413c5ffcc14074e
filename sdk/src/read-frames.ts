import { parseCursor, type RunEvent } from '@loggia/contract'
import { createParser, type EventSourceMessage } from 'eventsource-parser'

/** One entry of a run's log as a reader gets it. */
export interface RunLine {
  /** `<runId>:<epoch>:<seq>`; empty for an event that is not stored (`log.reset`). */
  id: string
  /** 1, 2, 3 … without gaps; 0 for an event that is not stored. */
  seq: number
  event: RunEvent
}

/** The lines of one response body, in the batches they arrive in. Ends, or throws, when it is cut. */
export async function* readFrames(body: ReadableStream<Uint8Array>): AsyncGenerator<RunLine[]> {
  let batch: RunLine[] = []
  const parser = createParser({
    onEvent({ id = '', data }: EventSourceMessage) {
      batch.push({ id, seq: parseCursor(id)?.seq ?? 0, event: JSON.parse(data) as RunEvent })
    },
  })
  const decoder = new TextDecoder()
  const reader = body.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      parser.feed(decoder.decode(value, { stream: true }))
      if (batch.length === 0) continue
      yield batch
      batch = []
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}
