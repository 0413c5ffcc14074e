import { AbstractAgent, type BaseEvent, type Message } from '@ag-ui/client'
import type { RunEvent } from '@loggia/contract'
import { from } from 'rxjs'
import { expect, test } from 'vitest'
import { renameRun } from './agui.ts'
import { afterApproval, goldenLogs } from './golden-logs.ts'
import { preludeFor } from './prelude.ts'

/** AG-UI's own client with its verifier, fed from a list instead of a socket. */
class Reader extends AbstractAgent {
  events: readonly RunEvent[] = []
  run() {
    return from(this.events as unknown as BaseEvent[])
  }
}

async function read(
  events: readonly RunEvent[],
): Promise<{ messages: Message[]; error: string | undefined }> {
  const reader = new Reader({ threadId: 'cnv_1' })
  reader.events = structuredClone(events)
  let error: string | undefined
  await reader
    .runAgent(undefined, {
      onRunErrorEvent({ event }) {
        error = event.message
      },
    })
    .catch((thrown: Error) => {
      error = thrown.message
    })
  return { messages: reader.messages, error }
}

for (const [name, log] of Object.entries(goldenLogs)) {
  const expectedError = name.startsWith('error') ? 'The connection broke off.' : undefined

  test(`AG-UI's client accepts the log "${name}"`, async () => {
    const whole = await read(log)
    expect(whole.error).toBe(expectedError)
    expect(whole.messages.length).toBeGreaterThan(0)
  })

  test(`"${name}" joined late at any event gives the same messages, nothing doubled`, async () => {
    const whole = await read(log)
    for (let seen = 1; seen < log.length; seen++) {
      const late = await read([...preludeFor(log.slice(0, seen)), ...log.slice(seen)])
      expect(late, `after ${seen} events`).toEqual(whole)
    }
  })
}

test('a bare tail is refused by that client, so the tests above can fail', async () => {
  const tail = await read(goldenLogs.text.slice(3))
  expect(tail.error).toMatch(/RUN_STARTED/)
})

test('the run after an approval is accepted on its own', async () => {
  expect((await read(afterApproval)).error).toBeUndefined()
})

test("a foreign client sees its own thread and run ids, and none of ours it didn't ask for", () => {
  const names = { threadId: 'theirs', runId: 'their-run' }
  const renamed = [...goldenLogs.text, ...afterApproval].map(event => renameRun(event, names))
  const own = JSON.stringify(renamed.filter(event => event.type.startsWith('RUN_')))
  expect(own).toContain('"threadId":"theirs"')
  expect(own).not.toMatch(/(cnv|run)_0/)
})

test('nothing read yet needs no prelude', () => {
  expect(preludeFor([])).toEqual([])
})
