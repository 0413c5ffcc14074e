/** Inputs that no schema tells: other protocols' bodies, and values with a shape of their own. */
export const inputsOf: Readonly<Record<string, (agent: string) => Record<string, unknown>>> = {
  'doors.agui': agent => ({
    agent,
    threadId: `thread-${agent}`,
    runId: 'run-1',
    messages: [{ id: 'm1', role: 'user', content: 'Hello' }],
    tools: [],
    context: [],
    state: {},
    forwardedProps: {},
  }),
  'doors.uiChat': agent => ({
    agent,
    id: `chat-${agent}`,
    messages: [{ id: 'm1', role: 'user', parts: [{ type: 'text', text: 'Hello' }] }],
  }),
  'doors.chatCompletions': agent => ({ model: agent, messages: [{ role: 'user', content: 'Hello' }] }),
}

/** Fields whose values a pattern decides. */
export const fieldsOf: Readonly<Record<string, unknown>> = {
  definition: { name: 'Invented' },
  character: { name: 'Invented', bio: ['Was invented.'] },
  provider: 'offline',
  handle: 'invented',
  slug: 'invented',
  value: 'a value that nobody knows',
  name: 'INVENTED_NAME',
}
