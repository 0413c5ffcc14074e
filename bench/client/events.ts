/** One event of a run as a reader gets it: its SSE id and its data, unparsed. */
export interface ReceivedEvent {
  id: string
  data: string
}

/** Reads server-sent events; comments and events without an id are left out. */
export async function* readEvents(response: Response): AsyncGenerator<ReceivedEvent> {
  if (!response.ok || !response.body) {
    throw new Error(`${response.url} answered ${response.status}: ${(await response.text()).slice(0, 300)}`)
  }
  let rest = ''
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + text).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const id = /^id: ?(.*)$/m.exec(block)?.[1]
      const data = /^data: ?(.*)$/m.exec(block)?.[1]
      if (id !== undefined && data !== undefined) yield { id, data }
    }
  }
}
