import { connect, type Place } from '../connection/index.ts'
import { openTerminal } from '../terminal/index.ts'
import { chooseAgent } from './choose-agent.ts'
import { answerApprovals, converse } from './converse.ts'
import { readMessage } from './read-message.ts'
import { talk } from './talk.ts'

export interface ChatOptions extends Place {
  agent?: string | undefined
  message: string[]
  conversation?: string | undefined
  json?: boolean
  approve?: string[]
  deny?: string[]
}

/** Talks to an agent: one message in a pipe or on the command line, a conversation at a terminal. */
export async function chat(options: ChatOptions): Promise<void> {
  const terminal = openTerminal()
  const answers = [
    ...(options.approve ?? []).map(id => ({ id, decision: 'approve' as const })),
    ...(options.deny ?? []).map(id => ({ id, decision: 'deny' as const })),
  ]
  const words = options.message.join(' ').trim()
  const isTalk = answers.length === 0 && words === '' && terminal.interactive && !options.json
  // Read before anything is started: an empty pipe starts nothing.
  const text = answers.length > 0 || isTalk ? '' : words || (await readMessage(process.stdin))
  const connection = await connect(options)
  const { client } = connection
  const scene = {
    client,
    terminal,
    json: options.json ?? false,
    place: options,
    told: new Set<string>(),
    onInterrupt,
  }
  try {
    if (answers.length > 0) return await answerApprovals(scene, answers)
    const conversation = options.conversation
      ? await client.conversations.get({ conversation: options.conversation })
      : await client.conversations.create({ agent: (await chooseAgent(client, options.agent)).id })
    const agent = await client.agents.get({ agent: conversation.agentId })
    terminal.note(terminal.dress('dim', `${agent.address} · conversation ${conversation.id}`))
    if (isTalk) await talk(scene, agent, conversation.id)
    else await converse(scene, conversation.id, text)
  } finally {
    await connection.close()
  }
}

function onInterrupt(handler: () => void): () => void {
  process.on('SIGINT', handler)
  return () => void process.off('SIGINT', handler)
}
