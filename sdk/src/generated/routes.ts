// Generated from the contract by "npm run docs"; a test fails when it is stale.
export const routes = {
  agents: {
    list: ['GET', '/api/agents'],
    get: ['GET', '/api/agents/{agent}'],
    create: ['POST', '/api/agents'],
    rename: ['PATCH', '/api/agents/{agent}'],
    delete: ['DELETE', '/api/agents/{agent}'],
  },
  definitions: {
    save: ['PUT', '/api/agents/{agent}/definition'],
    check: ['POST', '/api/definitions/check'],
    import: ['POST', '/api/definitions/import'],
  },
  conversations: {
    list: ['GET', '/api/conversations'],
    get: ['GET', '/api/conversations/{conversation}'],
    create: ['POST', '/api/conversations'],
    rename: ['PATCH', '/api/conversations/{conversation}'],
    delete: ['DELETE', '/api/conversations/{conversation}'],
  },
  messages: {
    list: ['GET', '/api/conversations/{conversation}/messages'],
    send: ['POST', '/api/conversations/{conversation}/messages'],
    retry: ['POST', '/api/conversations/{conversation}/retry'],
  },
  files: {
    upload: ['POST', '/api/conversations/{conversation}/files'],
    download: ['GET', '/api/files/{file}'],
  },
  runs: {
    list: ['GET', '/api/conversations/{conversation}/runs'],
    get: ['GET', '/api/runs/{run}'],
    events: ['GET', '/api/runs/{run}/events'],
    cancel: ['POST', '/api/runs/{run}/cancel'],
  },
  approvals: {
    list: ['GET', '/api/approvals'],
    answer: ['POST', '/api/approvals/{approval}'],
  },
  memories: {
    list: ['GET', '/api/agents/{agent}/memories'],
    delete: ['DELETE', '/api/memories/{memory}'],
    reindex: ['POST', '/api/memories/reindex'],
  },
  documents: {
    list: ['GET', '/api/agents/{agent}/documents'],
    add: ['POST', '/api/agents/{agent}/documents'],
    upload: ['POST', '/api/agents/{agent}/documents/file'],
    delete: ['DELETE', '/api/documents/{document}'],
    search: ['GET', '/api/agents/{agent}/documents/search'],
    reindex: ['POST', '/api/documents/reindex'],
  },
  models: {
    providers: ['GET', '/api/providers'],
    list: ['GET', '/api/providers/{provider}/models'],
    connect: ['POST', '/api/providers/{provider}/key'],
    disconnect: ['DELETE', '/api/providers/{provider}/key'],
  },
  secrets: {
    list: ['GET', '/api/secrets'],
    save: ['PUT', '/api/secrets/{name}'],
    delete: ['DELETE', '/api/secrets/{name}'],
  },
  keys: {
    list: ['GET', '/api/keys'],
    create: ['POST', '/api/keys'],
    revoke: ['DELETE', '/api/keys/{key}'],
  },
  instance: {
    about: ['GET', '/api/instance'],
    me: ['GET', '/api/me'],
    live: ['GET', '/healthz'],
    ready: ['GET', '/readyz'],
    metrics: ['GET', '/metrics'],
    openapi: ['GET', '/api/openapi.json'],
    reference: ['GET', '/api/docs'],
  },
  account: {
    claim: ['POST', '/api/auth/claim'],
    signIn: ['POST', '/api/auth/sign-in/email'],
    signOut: ['POST', '/api/auth/sign-out'],
  },
  doors: {
    agui: ['POST', '/api/agents/{agent}/agui'],
    uiChat: ['POST', '/api/agents/{agent}/ui'],
    uiResume: ['GET', '/api/agents/{agent}/ui/{chat}/stream'],
    chatCompletions: ['POST', '/v1/chat/completions'],
    openaiModels: ['GET', '/v1/models'],
  },
} as const
