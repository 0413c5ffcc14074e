import { randomUUID } from 'node:crypto'
import type { CodeAgent } from '@loggia/contract'
import { hashDefinition, insertAgent, starterAgent, syncCodeAgents } from '@loggia/core/agents'
import { fileOperations } from '@loggia/core/conversations'
import {
  auditOperations,
  createRedactor,
  createSecrets,
  denialLedger,
  newSetupCode,
  openHome,
  openKeyring,
  parseKeyring,
} from '@loggia/core/identity'
import { knowledgeOperations, readPdfText } from '@loggia/core/knowledge'
import { configuredEmbedder, modelDesk, providersOf, wordEmbedder } from '@loggia/core/models'
import { type Database, idsBy, type Jobs, startJobs, systemClock, tidy } from '@loggia/core/platform'
import { makeCatalog } from '@loggia/core/plugins'
import { cancelRunsOf, openRecovery, openRuns, type RunPorts, startQueued } from '@loggia/core/runs'
import type { WorkspacePorts } from '@loggia/core/workspaces'
import { firstPartyPlugins } from '@loggia/plugins'
import { makeLocalAccess } from '../auth/local-access.ts'
import type { Config } from '../config.ts'
import { aguiDoor } from '../doors/agui.ts'
import { auditDoors } from '../doors/audit.ts'
import { fileDoors } from '../doors/files.ts'
import { instanceDoors } from '../doors/instance.ts'
import { openaiDoors } from '../doors/openai.ts'
import { runDoors, runReadsAhead } from '../doors/run-events.ts'
import { uiDoors } from '../doors/ui-chat.ts'
import type { Extras } from '../extras.ts'
import type { Handlers } from '../http/handlers.ts'
import { createOpenStreams, revokedChannel } from '../http/open-streams.ts'
import { giveBackMemory } from '../observe/give-back-memory.ts'
import { createLog } from '../observe/log.ts'
import { createMetrics } from '../observe/metrics.ts'
import { keepAliveFetch } from '../outbound/index.ts'
import { version } from '../version.ts'
import { scheduleBackups } from './backups.ts'
import { builtinTools } from './builtin-tools.ts'
import { holdCodeAgents } from './code-agents.ts'
import { callerIdentifier } from './identify-caller.ts'
import { instruments } from './measure.ts'
import { recordMilestone } from './milestones.ts'
import { jsonHandlers, ownerOf } from './operations.ts'
import { ownSecrets } from './own-secrets.ts'
import { openWaysIn } from './ways-in.ts'

/** Milliseconds a model provider may stay silent before its run ends. */
const silenceMs = 60_000
/** Milliseconds for which refused requests are gathered before they are written down. */
const denialMs = 1_000
/** Milliseconds between looks for runs whose node died. */
const recoverMs = 10_000

/** The one place that knows everyone: opens all that the server is made of and connects it. */
export async function compose(config: Config, extras: Extras, database: Database) {
  const redactor = createRedactor()
  for (const [name, value] of Object.entries(config.environment)) {
    if (name.endsWith('_API_KEY')) redactor.learn(value)
  }
  for (const secret of ownSecrets(config)) redactor.learn(secret)
  const log = createLog({ level: config.logLevel, redact: text => redactor.text(text) })
  const clock = systemClock
  const newId = idsBy(clock)
  const keyring =
    config.secretKey === undefined ? openKeyring(config.dataDirectory) : parseKeyring(config.secretKey)
  const secrets = createSecrets(keyring, redactor)
  const plugins = [...firstPartyPlugins, ...(extras.plugins ?? [])]
  const catalog = makeCatalog(plugins)
  const codeAgents = holdCodeAgents()
  const reach = {
    providers: providersOf(plugins),
    fetch: extras.fetch ?? keepAliveFetch(),
    environment: (name: string) => config.environment[name],
  }
  const desk = modelDesk({ ...reach, now: clock })
  const embedder = config.embedder === undefined ? wordEmbedder : configuredEmbedder(config.embedder, reach)
  const metrics = createMetrics()
  const measure = instruments(metrics, () => runs.liveCount)

  let replied = false
  const ports: RunPorts = {
    database,
    nodeId: randomUUID(),
    logger: log,
    clock: { now: clock, elapsed: () => performance.now() },
    newId,
    catalog,
    async resolveModel(scope, definition) {
      const opened = await desk.open(definition.model, ownerOf(secrets, scope))
      const { provider, model: id, why, language: model, contextWindow, maxOutputTokens, price } = opened
      const wanted = definition.model.maxOutputTokens ?? maxOutputTokens
      // A vendor's largest reply can be most of its window; no more than a quarter is kept free for it.
      const replyReserve = Math.min(wanted, Math.floor(contextWindow / 4))
      return { model, provider, id, why, contextWindow, replyReserve, price }
    },
    otherTools: (scope, definition, emit) => [
      { origin: 'builtin', tools: builtinTools(ports, embedder, scope, definition, emit) },
      { origin: 'code', tools: codeAgents.byHandle(scope.handle) },
    ],
    onEnded(run) {
      measure.run(run)
      if (replied || run.status !== 'finished') return
      replied = true
      recordMilestone(database, 'first.reply').catch(error =>
        log.warn('The first reply could not be recorded', { error }),
      )
    },
    silenceMs,
  }
  const runs = await openRuns(ports)
  runs.onIdle(scope => startQueued(runs, scope))

  const home = await openHome(database, clock)
  if (home.isNew) {
    const { handle, definition } = starterAgent
    // A builder's own agent of that name is the one that people meet first.
    const isTaken = extras.agents?.some(agent => agent.handle === handle) ?? false
    if (!isTaken)
      await insertAgent(database.in(home.workspaceId), {
        workspaceId: home.workspaceId,
        id: newId('agent'),
        handle,
        source: 'app',
        definition,
        hash: hashDefinition(definition),
      })
    await recordMilestone(database, 'instance.created')
  }
  const replaceAgents = async (agents: readonly CodeAgent[]) => {
    const synced = await syncCodeAgents(database.in(home.workspaceId), agents, () => newId('agent'))
    // An agent of the app that has the same handle keeps its own tools.
    codeAgents.replace(agents.filter(({ handle }) => !synced.taken.includes(handle)))
    return synced
  }
  await replaceAgents(extras.agents ?? [])

  const waysIn = openWaysIn({
    ...{ config, database, clock, log, redactor, runs },
    cookieSecret: keyring.current('session cookies').key.toString('hex'),
    home: () => home,
  })
  const local = makeLocalAccess(config.dataDirectory, extras.localToken)
  const documents = knowledgeOperations({ embedderOf: () => embedder })
  const workspaces: WorkspacePorts = {
    database,
    home: async () => home,
    cancelRuns: db => runs.cancelAll(db),
    cancelRunsOf: (context, userId) => cancelRunsOf(runs, context, userId),
    // Behind "#", so that no server and no proxy writes the token down.
    linkTo: token => `${waysIn.url()}/invitation#${token}`,
    ...(waysIn.mail && { mail: waysIn.mail }),
  }
  const audit = auditOperations({ database })
  const denials = denialLedger({ database, clock, log })
  const denialTimer = setInterval(() => void denials.flush(), denialMs)
  denialTimer.unref()
  const parts = { version, database, runs, desk, secrets, catalog, codeAgents, embedder, workspaces, audit }
  const json = jsonHandlers({
    ...parts,
    peopleHandlers: waysIn.json,
    checkReady: async () => void (await database.instance.query('select 1')),
  })
  const handlers: Handlers = {
    json,
    wire: {
      ...runDoors(runs),
      ...uiDoors(runs),
      ...openaiDoors(runs, { list: json['agents.list'] }),
      'doors.agui': aguiDoor(runs),
      ...fileDoors(fileOperations(readPdfText), documents),
      ...auditDoors(audit),
      ...instanceDoors(version, metrics, config),
      ...waysIn.wire,
    },
  }
  const identify = callerIdentifier({
    database,
    clock,
    cookieSecret: keyring.current('session cookies').key.toString('hex'),
    local,
    home: async () => home,
  })
  const openStreams = createOpenStreams()
  await database.listen(revokedChannel, openStreams.cut)
  const recovery = await openRecovery(ports, runId => runs.live(runId) !== undefined)
  const recover = async () => {
    for (const run of await recovery.recover()) {
      const db = database.in(run.workspace_id)
      await startQueued(runs, {
        db,
        workspaceId: run.workspace_id,
        agentId: run.agent_id,
        handle: '',
        conversationId: run.conversation_id,
        runId: run.id,
        userId: run.user_id,
      })
    }
  }
  const timer = setInterval(() => {
    recover().catch(error => log.warn('Runs of dead nodes could not be taken over', { error }))
  }, recoverMs)
  timer.unref()
  const stopGivingBack = giveBackMemory(() => runs.liveCount > 0)

  let jobs: Promise<Jobs | undefined> = Promise.resolve(undefined)
  const startBackground = () => {
    jobs = startJobs(database, log).then(
      async started => {
        await started.work('tidy', () => tidy(database))
        await started.schedule('tidy', '30 3 * * *')
        await scheduleBackups(config.backups, { database, jobs: started, log, now: clock })
        return started
      },
      error => {
        log.error('The background jobs could not be started', { error })
        return undefined
      },
    )
  }

  return {
    log,
    handlers,
    identify,
    denied: denials.note,
    readsAhead: runReadsAhead,
    openStreams,
    listensAt: waysIn.listensAt,
    local,
    measure,
    runs,
    replaceAgents,
    recover,
    /** Starts what may wait until the server answers. */
    startBackground,
    newSetupCode: () => newSetupCode(database),
    /** Ends the runs of this node, each with its terminal event. */
    async stopRuns() {
      clearInterval(timer)
      stopGivingBack()
      await (await jobs)?.stop(5)
      await runs.stop()
    },
    async close() {
      clearInterval(denialTimer)
      await denials.close()
      await recovery.stop()
      await database.close()
    },
  }
}
export type Composition = Awaited<ReturnType<typeof compose>>
