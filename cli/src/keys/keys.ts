import { type Client, LoggiaError, type Scope, scopes, scopeTable } from '@loggia/sdk'
import { type Place, withConnection } from '../connection/index.ts'
import { openTerminal, table } from '../terminal/index.ts'

export interface KeyWish extends Place {
  name: string
  scopes?: string[]
  agents?: string[]
  expiresDays?: number
}

/** Creates an API key; the key alone goes to stdout, so that a script can take it. */
export async function createKey(options: KeyWish): Promise<void> {
  const terminal = openTerminal()
  const { name, expiresDays } = options
  const wanted = options.scopes && requireScopes(options.scopes)
  const created = await withConnection(options, async ({ client }) =>
    client.keys.create({
      name,
      ...(wanted && { scopes: wanted }),
      ...(options.agents && { agents: await idsOf(client, options.agents) }),
      ...(expiresDays !== undefined && { expiresInDays: expiresDays }),
    }),
  )
  terminal.line(created.key)
  const until = created.expiresAt ? `until ${created.expiresAt.slice(0, 10)}` : 'until it is revoked'
  terminal.note(terminal.dress('dim', `${created.id} holds ${until}; the key is shown this one time.`))
}

/** Lists the API keys of the operator; what is kept of a key does not open anything. */
export async function listKeys(options: Place & { json?: boolean }): Promise<void> {
  const terminal = openTerminal()
  const { items } = await withConnection(options, ({ client }) => client.keys.list({}))
  if (options.json) return terminal.line(JSON.stringify(items, null, 2))
  const rows = items.map(key => [
    key.id,
    `${key.hint}…`,
    key.name,
    key.expiresAt ? `until ${key.expiresAt.slice(0, 10)}` : 'no end',
    key.lastUsedAt ? `used ${key.lastUsedAt.slice(0, 10)}` : 'never used',
    key.scopes.length === scopes.length ? 'all scopes' : key.scopes.join(' '),
  ])
  for (const line of table(rows)) terminal.line(line)
}

/** Revokes a key by its id, or by a name that only one key has. */
export async function revokeKey(options: Place & { wanted: string }): Promise<void> {
  const { wanted } = options
  const revoked = await withConnection(options, async ({ client }) => {
    const { items } = await client.keys.list({})
    const found = items.filter(key => key.id === wanted || key.name === wanted)
    if (found.length > 1) {
      const ids = found.map(({ id }) => id).join(', ')
      throw new LoggiaError('conflict', {
        detail: `${found.length} keys are named "${wanted}": say which, ${ids}.`,
      })
    }
    const [key] = found
    if (!key) throw new LoggiaError('not_found', { detail: `There is no API key "${wanted}" of yours.` })
    await client.keys.revoke({ key: key.id })
    return key
  })
  const terminal = openTerminal()
  terminal.note(`${revoked.id} (${revoked.name}) is revoked, from the next request on.`)
}

/** The scopes by their names. Throws `invalid_input` with all that there are. */
export function requireScopes(names: readonly string[]): Scope[] {
  const unknown = names.filter(name => !Object.hasOwn(scopeTable, name))
  if (unknown.length === 0 && names.length > 0) return names as Scope[]
  const detail = unknown.length > 0 ? `There is no scope ${unknown.join(', ')}.` : 'No scope is named.'
  throw new LoggiaError('invalid_input', {
    detail,
    fields: scopes.map(name => `${name}: ${scopeTable[name]}`),
  })
}

const idsOf = (client: Client, agents: readonly string[]): Promise<string[]> =>
  Promise.all(agents.map(async agent => (await client.agents.get({ agent })).id))
