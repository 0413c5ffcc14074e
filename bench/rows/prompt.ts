import { setTimeout as sleep } from 'node:timers/promises'
import type { Bench } from '../bench.ts'
import { readEvents } from '../client/events.ts'
import { commonPrefix } from '../statistics.ts'
import { messagesPath } from '../targets/loggia.ts'

const turns = 4

/** What the model is asked over four plain turns: calls a message, and bytes of each prompt the next changes. */
export async function measurePrompt(bench: Bench): Promise<void> {
  const recorded = new URL('/recorded', bench.modelUrl)
  for (const id of bench.engines) {
    const loggia = await bench.start(await bench.home(id, 'prompt'))
    const conversation = await loggia.conversation('recorded')
    await fetch(recorded, { method: 'DELETE' })
    for (let turn = 1; turn <= turns; turn++) {
      const response = await fetch(loggia.server.url + messagesPath(conversation), {
        method: 'POST',
        headers: { ...loggia.headers, 'content-type': 'application/json' },
        body: JSON.stringify({ text: `Turn ${turn}.` }),
      })
      for await (const _event of readEvents(response));
    }
    // Time for calls that a platform might make after the reply, to summarise or to name things.
    await sleep(3_000)
    const bodies = (await (await fetch(recorded)).json()) as string[]
    const prompts = bodies.map(promptOf)
    const changed = prompts.slice(1).map((prompt, index) => {
      const before = prompts[index] ?? ''
      return Buffer.byteLength(before) - commonPrefix(before, prompt)
    })
    bench.record('model-calls', id, [bodies.length / turns])
    bench.record('prefix', id, [Math.max(...changed)], { note: `by turn ${changed.join(', ')}` })
    await loggia.server.stop()
  }
}

/** Tools first, then messages, as vendors read a prompt; left open at the end, where the next turn goes on. */
function promptOf(body: string): string {
  const request = JSON.parse(body) as { tools?: unknown; messages: unknown[] }
  return JSON.stringify(request.tools ?? []) + JSON.stringify(request.messages).slice(0, -1)
}
