import { basename, join } from 'node:path'
import { type CodeAgent, LoggiaError } from '@loggia/contract'
import type { RunningServer } from '@loggia/server'
import { loadEnvironment } from '../start/env-file.ts'
import { greet } from '../start/greeting.ts'
import { flagsOf, openServer, type ServerOptions } from '../start/open-server.ts'
import { keptIn } from '../start/start.ts'
import { untilStopped } from '../start/until-stopped.ts'
import { openTerminal, printError, type Terminal } from '../terminal/index.ts'
import { freshImports } from './fresh-imports.ts'
import { agentFiles, type LoadedAgents, loadAgents, requireTypeScript } from './load-agents.ts'
import { watchFolders } from './watch-folders.ts'

/** Starts the server with the project's agents and reloads them as their files change; conversations go on. */
export async function dev(options: ServerOptions): Promise<void> {
  const terminal = openTerminal()
  const project = process.cwd()
  requireTypeScript()
  loadEnvironment(project)
  if (agentFiles(project).length === 0) {
    const detail = `There is no agent in ${join(project, 'agents')}: make a project with "npm create loggia", or start without agents of your own with "loggia start".`
    throw new LoggiaError('not_found', { detail })
  }
  const imports = freshImports(project)
  const kept = new Map<string, CodeAgent[]>()
  const load = () => loadAgents(project, imports.import, kept)
  const first = await load()
  tell(terminal, first)
  const flags = flagsOf(options)
  const server = await openServer(flags, { agents: first.agents })
  greet(terminal, { url: server.url, claimLink: server.claimLink, kept: keptIn(flags) })
  terminal.line(`  ${basename(project)}: ${namesOf(first.agents)}; saved files are reloaded.\n`)

  const reload = inTurn(async () => {
    const began = performance.now()
    imports.forget()
    const loaded = await load()
    watch.cover(imports.folders)
    tell(terminal, loaded)
    await give(server, loaded.agents, terminal)
    if (loaded.failures.length > 0) return
    terminal.line(`  reloaded ${namesOf(loaded.agents)} in ${Math.round(performance.now() - began)} ms`)
  }, terminal)
  const watch = watchFolders(reload)
  watch.cover([join(project, 'agents'), join(project, 'tools'), ...imports.folders])
  await untilStopped(async () => {
    watch.close()
    imports.close()
    await server.stop()
  })
}

async function give(server: RunningServer, agents: readonly CodeAgent[], terminal: Terminal): Promise<void> {
  const { taken } = await server.replaceAgents(agents)
  for (const handle of taken) {
    const hint = 'another agent, made in the app, has this handle. Rename one of them.'
    terminal.note(`${terminal.dress('yellow', `  ${handle}:`)} ${hint}`)
  }
}

/** What went wrong in the builder's files; the last good version of each goes on. */
function tell(terminal: Terminal, { failures }: LoadedAgents): void {
  for (const { lines } of failures) {
    for (const [index, line] of lines.entries())
      terminal.note(`  ${index === 0 ? terminal.dress('red', line) : line}`)
  }
  if (failures.length > 0)
    terminal.note(terminal.dress('dim', '  Until it is right, what worked before goes on.'))
}

const namesOf = (agents: readonly CodeAgent[]): string =>
  agents
    .map(({ handle, tools }) =>
      tools.length === 0 ? handle : `${handle} (${tools.length} ${tools.length === 1 ? 'tool' : 'tools'})`,
    )
    .join(', ')

/** One reload at a time; changes that come meanwhile are one more. */
function inTurn(work: () => Promise<void>, terminal: Terminal): () => void {
  let running = false
  let again = false
  const run = async () => {
    running = true
    do {
      again = false
      await work().catch(error => printError(terminal, error))
    } while (again)
    running = false
  }
  return () => {
    again = true
    if (!running) void run()
  }
}
