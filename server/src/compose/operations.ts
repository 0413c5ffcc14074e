import type { Definition, Embedder } from '@loggia/contract'
import { agentOperations } from '@loggia/core/agents'
import { conversationOperations } from '@loggia/core/conversations'
import {
  type auditOperations,
  authorise,
  type Context,
  createKey,
  isClaimed,
  listKeys,
  me,
  revokeKey,
  type Secrets,
} from '@loggia/core/identity'
import { knowledgeOperations } from '@loggia/core/knowledge'
import { memoryOperations } from '@loggia/core/memory'
import type { ModelDesk, ModelOwner } from '@loggia/core/models'
import type { Database } from '@loggia/core/platform'
import { type Catalog, offerTools, presentTool } from '@loggia/core/plugins'
import { type Runs, runOperations } from '@loggia/core/runs'
import {
  invitationOperations,
  memberOperations,
  type WorkspacePorts,
  workspaceOperations,
} from '@loggia/core/workspaces'
import type { Handlers } from '../http/handlers.ts'
import { shownBuiltinTools } from './builtin-tools.ts'
import type { CodeAgents } from './code-agents.ts'
import type { PeopleHandlers } from './ways-in.ts'

export interface OperationParts {
  version: string
  database: Database
  runs: Runs
  desk: ModelDesk
  secrets: Secrets
  audit: ReturnType<typeof auditOperations>
  catalog: Catalog
  codeAgents: CodeAgents
  embedder: Embedder
  workspaces: WorkspacePorts
  peopleHandlers: PeopleHandlers
  /** Throws `database_unreachable` or `shutting_down`. */
  checkReady(): Promise<void>
}

/** Whose secrets are read when a model is chosen: those of the agent that runs before those of its workspace. */
export const ownerOf = (
  secrets: Secrets,
  { workspaceId, db, agentId }: Pick<Context, 'workspaceId' | 'db'> & { agentId?: string },
): ModelOwner => ({
  workspaceId,
  secrets: names => secrets.readAll(db, names, agentId),
})

/** Every JSON operation of the contract with the function that answers it. */
export function jsonHandlers(parts: OperationParts): Handlers['json'] {
  const { database, desk, secrets, catalog, codeAgents } = parts
  const owner = (context: Context) => ownerOf(secrets, context)
  const offer = (definition: Definition) =>
    [
      ...offerTools(definition, catalog, [
        { origin: 'builtin', tools: shownBuiltinTools(definition) },
        { origin: 'code', tools: codeAgents.byDefinition(definition) },
      ]).values(),
    ].map(presentTool)
  const agents = agentOperations({
    offer,
    choose: (context, definition) => desk.choose(definition.model, owner(context)),
  })
  const runs = runOperations(parts.runs)
  const workspaces = workspaceOperations(parts.workspaces)
  const members = memberOperations(parts.workspaces)
  const invitations = invitationOperations(parts.workspaces)
  const embedders = { embedderOf: () => parts.embedder }
  const memories = memoryOperations(embedders)
  const documents = knowledgeOperations(embedders)
  const writeSecret = (context: Context) => async (name: string, value: string | undefined) => {
    if (value !== undefined) await secrets.save(context, { name, value })
    else if ((await secrets.present(context.db, [name])).has(name)) await secrets.delete(context, { name })
  }

  return {
    'agents.list': agents.list,
    'agents.get': agents.get,
    'agents.create': agents.create,
    'agents.rename': agents.rename,
    'agents.delete': agents.delete,
    'definitions.save': agents.save,
    'definitions.check': agents.check,
    'definitions.import': agents.import,
    'conversations.list': conversationOperations.list,
    'conversations.get': conversationOperations.get,
    'conversations.create': conversationOperations.create,
    'conversations.rename': conversationOperations.rename,
    'conversations.delete': runs.deleteConversation,
    'messages.list': conversationOperations.messages,
    'runs.list': runs.list,
    'runs.get': runs.get,
    'runs.cancel': runs.cancel,
    'approvals.list': runs.approvals,
    'approvals.answer': runs.answer,
    'memories.list': memories.list,
    'memories.delete': memories.delete,
    'memories.reindex': memories.reindex,
    'documents.list': documents.list,
    'documents.add': documents.add,
    'documents.delete': documents.delete,
    'documents.search': documents.search,
    'documents.reindex': documents.reindex,
    'secrets.list': secrets.list,
    'secrets.save': secrets.save,
    'secrets.delete': secrets.delete,
    'secrets.rotate': context => secrets.rotate(database, context),
    'audit.search': parts.audit.search,
    'audit.verify': parts.audit.verify,
    'audit.searchInstance': parts.audit.searchInstance,
    'audit.verifyInstance': parts.audit.verifyInstance,
    'keys.list': listKeys,
    'keys.create': createKey,
    'keys.revoke': revokeKey,
    'workspaces.create': workspaces.create,
    'workspaces.rename': workspaces.rename,
    'workspaces.transfer': workspaces.transfer,
    'workspaces.leave': members.leave,
    'workspaces.delete': workspaces.delete,
    'members.list': members.list,
    'members.setRole': members.setRole,
    'members.remove': members.remove,
    'invitations.list': invitations.list,
    'invitations.create': invitations.create,
    'invitations.revoke': invitations.revoke,
    'invitations.preview': invitations.preview,
    'invitations.accept': invitations.accept,
    'models.providers': async context => {
      authorise(context.actor, 'models:read')
      return desk.statuses(owner(context))
    },
    'models.list': async (context, { provider }) => {
      authorise(context.actor, 'models:read')
      return { items: [...(await desk.list(provider, owner(context)))] }
    },
    'models.connect': async (context, input) => {
      authorise(context.actor, 'secrets:write')
      return { items: [...(await desk.connect(input, owner(context), writeSecret(context)))] }
    },
    'models.disconnect': async (context, { provider }) => {
      authorise(context.actor, 'secrets:write')
      await desk.disconnect(provider, owner(context), writeSecret(context))
      return {}
    },
    ...parts.peopleHandlers,
    'instance.about': async () => ({
      name: 'Loggia',
      version: parts.version,
      claimed: await isClaimed(database.instance),
      database: database.engine,
    }),
    'instance.me': me,
    'instance.live': async () => ({ status: 'ok' }),
    'instance.ready': async () => {
      await parts.checkReady()
      return { status: 'ready' }
    },
  }
}
