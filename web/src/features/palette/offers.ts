import type { Agent, Conversation } from '@loggia/sdk'

export interface Offer {
  label: string
  kind: string
  path: string
}

const places: Offer[] = [
  { label: 'New conversation', kind: 'Start', path: '/' },
  { label: 'Agents', kind: 'Page', path: '/agents' },
  { label: 'New agent', kind: 'Start', path: '/agents/new' },
  { label: 'Models', kind: 'Page', path: '/settings/models' },
  { label: 'Keys and secrets', kind: 'Page', path: '/settings/keys' },
]

/**
 * What the palette offers for a text: the conversations found, then pages and agents whose name holds it.
 * While conversations are `stale`, found for a former text, those stay whose title holds this one.
 */
export function offers(
  text: string,
  agents: readonly Agent[],
  conversations: readonly Conversation[],
  stale: boolean,
): Offer[] {
  const words = text.trim().toLowerCase()
  const holds = (offer: Offer) => offer.label.toLowerCase().includes(words)
  const talks = agents.map(agent => ({ label: agent.name, kind: 'Talk to', path: `/?agent=${agent.handle}` }))
  const named = [...places, ...talks].filter(holds)
  const all = conversations.map(({ id, title }) => ({
    label: title || 'Untitled',
    kind: 'Conversation',
    path: `/c/${id}`,
  }))
  const found = stale ? all.filter(holds) : all
  return words
    ? [...found.slice(0, 8), ...named]
    : [...named.slice(0, 1), ...found.slice(0, 6), ...named.slice(1)]
}
