import { setTimeout as sleep } from 'node:timers/promises'
import type { Bench } from '../bench.ts'
import { readEvents } from '../client/events.ts'
import { type Loggia, messagesPath } from '../targets/loggia.ts'

/** How many events the client has when the server dies; 0 is the first byte of the answer. */
const moments = [0, 1, 10, 30]
const live = ['queued', 'running']

/** `kill -9` in the middle of replies: the user's message must be there afterwards and the run ended. */
export async function measureKill(bench: Bench): Promise<void> {
  for (const id of bench.engines) {
    const home = await bench.home(id, 'kill')
    const faults: string[] = []
    for (const moment of moments) {
      const loggia = await bench.start(home)
      const conversation = await loggia.conversation('paced')
      const text = `Killed after ${moment} events.`
      await readUntil(loggia, conversation, text, moment)
      await loggia.server.stop('SIGKILL')

      const next = await bench.start(home)
      const { items } = await next.call<{ items: unknown[] }>('GET', messagesPath(conversation))
      if (!JSON.stringify(items).includes(text)) faults.push(`message lost after ${moment} events`)
      const status = await endOf(next, conversation)
      if (live.includes(status)) faults.push(`run still ${status} after ${moment} events`)
      await next.server.stop()
    }
    const note = faults.length ? faults.join('; ') : `killed after ${moments.join(', ')} events`
    bench.record('kill', id, [faults.length], { note })
  }
}

async function readUntil(loggia: Loggia, conversation: string, text: string, count: number) {
  const response = await fetch(loggia.server.url + messagesPath(conversation), {
    method: 'POST',
    headers: { ...loggia.headers, 'content-type': 'application/json' },
    body: JSON.stringify({ text }),
  })
  if (count === 0) return
  let seen = 0
  for await (const _event of readEvents(response)) if (++seen === count) return
}

/** The status of the conversation's run, given twenty seconds to end. */
async function endOf(loggia: Loggia, conversation: string): Promise<string> {
  for (let second = 0; ; second++) {
    const path = `/api/conversations/${conversation}/runs`
    const { items } = await loggia.call<{ items: { status: string }[] }>('GET', path)
    const status = items.at(-1)?.status ?? 'missing'
    if (!live.includes(status) || second === 20) return status
    await sleep(1_000)
  }
}
