import { type AgentDetail, type Client, LoggiaError } from '@loggia/sdk'
import { type Place, withConnection } from '../connection/index.ts'
import { openTerminal } from '../terminal/index.ts'
import { readSource } from './read-source.ts'

/** Makes an agent from a character file, with its knowledge; says what was not carried over. */
export async function importCharacter(options: Place & { source: string; handle?: string }): Promise<void> {
  const terminal = openTerminal()
  const character = await readSource(options.source)
  await withConnection(options, async ({ client }) => {
    const { handle, definition, warnings, knowledge } = await client.definitions.import({ character })
    for (const warning of warnings)
      terminal.note(`${terminal.dress('yellow', 'not carried over:')} ${warning}`)
    const agent = await create(client, options.handle, handle, definition)
    let added = 0
    for (const { title, text } of knowledge) {
      try {
        await client.documents.add({ agent: agent.id, title, text })
        added++
      } catch (error) {
        terminal.note(
          `${terminal.dress('yellow', 'not carried over:')} knowledge "${title}": ${(error as Error).message}`,
        )
      }
    }
    terminal.line(agent.address)
    const documents = added === 0 ? '' : ` with ${added} ${added === 1 ? 'document' : 'documents'}`
    terminal.note(`${agent.name} is here${documents}. Talk to it: loggia chat ${agent.handle}`)
  })
}

/** Under the handle that was asked for, else the first free one of handle, handle-2, handle-3 … */
async function create(
  client: Client,
  wanted: string | undefined,
  handle: string,
  definition: Parameters<Client['agents']['create']>[0]['definition'],
): Promise<AgentDetail> {
  if (wanted !== undefined) return client.agents.create({ handle: wanted, definition })
  for (let attempt = 1; ; attempt++) {
    const tried = attempt === 1 ? handle : `${handle.slice(0, 36)}-${attempt}`
    try {
      return await client.agents.create({ handle: tried, definition })
    } catch (error) {
      if (!(error instanceof LoggiaError && error.code === 'conflict') || attempt === 9) throw error
    }
  }
}
