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

/** What the palette offers for a text: pages and agents whose name holds it, then the conversations found. */
export function offers(
  text: string,
  agents: readonly Agent[],
  conversations: readonly Conversation[],
): Offer[] {
  const words = text.trim().toLowerCase()
  const talks = agents.map(agent => ({ label: agent.name, kind: 'Talk to', path: `/?agent=${agent.handle}` }))
  const named = [...places, ...talks].filter(offer => offer.label.toLowerCase().includes(words))
  const found = conversations.map(({ id, title }) => ({
    label: title || 'Untitled',
    kind: 'Conversation',
    path: `/c/${id}`,
  }))
  return words
    ? [...found.slice(0, 8), ...named]
    : [...named.slice(0, 1), ...found.slice(0, 6), ...named.slice(1)]
}
