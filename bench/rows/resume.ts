import type { Bench } from '../bench.ts'
import { type ReceivedEvent, readEvents } from '../client/events.ts'
import { type Loggia, messagesPath } from '../targets/loggia.ts'

const parallel = 5

/** The connection cut after every event of a reply in turn, then resumed: what the reader got twice or never. */
export async function measureResume(bench: Bench): Promise<void> {
  for (const id of bench.engines) {
    const loggia = await bench.start(await bench.home(id, 'resume'))
    const whole = await readWithCut(loggia, Number.POSITIVE_INFINITY)
    const step = bench.settings.quick ? 8 : 1
    const cuts = whole.map((_, index) => index + 1).filter(cut => cut % step === 0 && cut < whole.length)
    let faults = 0
    const worker = async () => {
      for (let cut = cuts.pop(); cut !== undefined; cut = cuts.pop()) {
        faults += countFaults(await readWithCut(loggia, cut), whole)
      }
    }
    const count = cuts.length
    await Promise.all(Array.from({ length: parallel }, worker))
    bench.record('resume', id, [faults], { note: `${whole.length} events, ${count} cuts` })
    await loggia.server.stop()
  }
}

/** Reads a new reply, cuts the connection after `cut` events, resumes at once and reads to the end. */
async function readWithCut(loggia: Loggia, cut: number): Promise<ReceivedEvent[]> {
  const conversation = await loggia.conversation('paced')
  const connection = new AbortController()
  const response = await fetch(loggia.server.url + messagesPath(conversation), {
    method: 'POST',
    headers: { ...loggia.headers, 'content-type': 'application/json' },
    body: JSON.stringify({ text: 'Say it whole.' }),
    signal: connection.signal,
  })
  const events: ReceivedEvent[] = []
  for await (const event of readEvents(response)) {
    events.push(event)
    if (events.length === cut) break
  }
  connection.abort()
  const last = events.at(-1)
  if (cut !== Number.POSITIVE_INFINITY && last) {
    const run = last.id.split(':')[0]
    const headers = { ...loggia.headers, 'last-event-id': last.id }
    const resumed = await fetch(`${loggia.server.url}/api/runs/${run}/events`, { headers })
    for await (const event of readEvents(resumed)) events.push(event)
  }
  return events
}

/** Events missing, doubled, out of order or of another kind than in a reply that was never cut. */
export function countFaults(events: ReceivedEvent[], whole: ReceivedEvent[]): number {
  let faults = Math.max(0, whole.length - events.length)
  for (const [index, event] of events.entries()) {
    const inOrder = Number(event.id.split(':')[2]) === index + 1
    if (!inOrder || kindOf(event) !== kindOf(whole[index])) faults++
  }
  return faults
}

function kindOf(event: ReceivedEvent | undefined): string {
  if (!event) return 'none'
  const { type, delta } = JSON.parse(event.data) as { type: string; delta?: string }
  return `${type} ${delta ?? ''}`
}
