import { type Place, withConnection } from '../connection/index.ts'
import { openTerminal, table } from '../terminal/index.ts'

/** Lists the agents of the workspace. */
export async function listAgents(options: Place & { json?: boolean }): Promise<void> {
  const terminal = openTerminal()
  const { items } = await withConnection(options, ({ client }) => client.agents.list({}))
  if (options.json) return terminal.line(JSON.stringify(items, null, 2))
  for (const line of table(items.map(agent => [agent.address, agent.source, agent.name, agent.summary])))
    terminal.line(line)
  if (items.length === 0) terminal.note('There is no agent yet: make one in the app, or import one.')
}

/** Shows one agent: who answers for it and why, its tools and what each may do. */
export async function showAgent(options: Place & { agent: string; json?: boolean }): Promise<void> {
  const terminal = openTerminal()
  const agent = await withConnection(options, ({ client }) => client.agents.get({ agent: options.agent }))
  if (options.json) return terminal.line(JSON.stringify(agent, null, 2))
  const { provider, model, why } = agent.answeredBy
  const facts = [
    ['address', agent.address],
    ['name', agent.name],
    ...(agent.summary ? [['summary', agent.summary]] : []),
    ['id', agent.id],
    ['defined', agent.source === 'code' ? 'in code' : 'in the app'],
    ['model', `${provider} · ${model} (${why})`],
    ['changed', agent.updatedAt],
  ]
  for (const line of table(facts)) terminal.line(line)
  terminal.line('')
  const tools = agent.tools.map(tool => [
    tool.name,
    tool.policy,
    tool.plugin,
    firstSentence(tool.description),
  ])
  for (const line of table(tools)) terminal.line(line)
  if (tools.length === 0) terminal.line('It has no tools.')
}

const firstSentence = (text: string): string => /^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text
