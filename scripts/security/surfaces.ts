/** Who might want what they should not have. */
export const actors = {
  stranger: 'Somebody on the network without an account.',
  neighbour: 'A person with an account and a workspace of their own, curious about another.',
  member: 'A member who goes beyond their role, or was removed and kept a key.',
  thief: 'Whoever found an API key, a cookie, a link or a backup.',
  site: "A page of another site that a signed-in person's browser opens.",
  author: 'Who wrote a text that a model reads: a document, a web page, a message, a tool result.',
  builder: 'Who made a plugin, a model endpoint or an agent that others use.',
  operator: 'Who runs the machine, or got onto it.',
} as const
export type ThreatActor = keyof typeof actors

/** What is worth protecting. */
export const assets = {
  accounts: 'Passwords, sessions, one-time links.',
  secrets: "Model keys and other secrets of workspaces, and the instance's own key.",
  conversations: 'What people and agents said, with runs, files, memories and documents.',
  agents: 'Definitions, prompts and tool policies: what an agent does and may do.',
  actions: "What an agent does in the world in its owner's name.",
  money: 'Model tokens, and the time of the machine.',
  record: 'The audit log: who did what.',
} as const
export type Asset = keyof typeof assets

/** Where somebody can push. */
export const surfaces = {
  'sign-in': 'Claiming the instance, signing in and out, links, single sign-on, sessions.',
  door: 'Every request: who asks, for which workspace, with which input.',
  people: 'Workspaces, members, invitations, and the operator’s pages.',
  secrets: 'Saving, using and rotating secrets; API keys.',
  agents: 'Definitions and imported characters.',
  talk: 'Messages, files, runs and their streams, and other protocols’ doors.',
  tools: 'Tools, approvals, and what a model decides to call.',
  knowledge: 'Documents and memories, which a model reads later.',
  models: 'Model vendors and their answers, reached over the network.',
  plugins: 'Code that others wrote and that runs inside the house.',
  guests: 'People outside an agent’s workspace who talk to it.',
  database: 'The rows themselves, the walls between them, the log.',
  machine: 'The process, its files, its environment, its page for operators.',
} as const
export type Surface = keyof typeof surfaces

/** The surface of each group of operations. A new group is one line here. */
export const surfaceOf: Readonly<Record<string, Surface>> = {
  account: 'sign-in',
  sessions: 'sign-in',
  people: 'people',
  settings: 'people',
  workspaces: 'people',
  members: 'people',
  invitations: 'people',
  audit: 'database',
  limits: 'people',
  usage: 'people',
  agents: 'agents',
  definitions: 'agents',
  conversations: 'talk',
  messages: 'talk',
  files: 'talk',
  runs: 'talk',
  doors: 'talk',
  approvals: 'tools',
  memories: 'knowledge',
  documents: 'knowledge',
  models: 'models',
  secrets: 'secrets',
  keys: 'secrets',
  instance: 'machine',
}
