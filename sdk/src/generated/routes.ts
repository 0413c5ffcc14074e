// Generated from the contract by sdk/src/generate-routes.ts; a test fails when it is stale.
export const routes = {
  agents: {
    list: ['GET', '/api/agents', 'json'],
    get: ['GET', '/api/agents/{agent}', 'json'],
    create: ['POST', '/api/agents', 'json'],
    rename: ['PATCH', '/api/agents/{agent}', 'json'],
    delete: ['DELETE', '/api/agents/{agent}', 'json'],
  },
  definitions: {
    save: ['PUT', '/api/agents/{agent}/definition', 'json'],
    check: ['POST', '/api/definitions/check', 'json'],
    import: ['POST', '/api/definitions/import', 'json'],
  },
  conversations: {
    list: ['GET', '/api/conversations', 'json'],
    get: ['GET', '/api/conversations/{conversation}', 'json'],
    create: ['POST', '/api/conversations', 'json'],
    rename: ['PATCH', '/api/conversations/{conversation}', 'json'],
    delete: ['DELETE', '/api/conversations/{conversation}', 'json'],
  },
  messages: {
    list: ['GET', '/api/conversations/{conversation}/messages', 'json'],
    send: ['POST', '/api/conversations/{conversation}/messages', 'run-events'],
    retry: ['POST', '/api/conversations/{conversation}/retry', 'run-events'],
  },
  files: {
    upload: ['POST', '/api/conversations/{conversation}/files', 'bytes'],
    download: ['GET', '/api/files/{file}', 'bytes'],
  },
  runs: {
    list: ['GET', '/api/conversations/{conversation}/runs', 'json'],
    get: ['GET', '/api/runs/{run}', 'json'],
    events: ['GET', '/api/runs/{run}/events', 'run-events'],
    cancel: ['POST', '/api/runs/{run}/cancel', 'json'],
  },
  approvals: {
    list: ['GET', '/api/approvals', 'json'],
    answer: ['POST', '/api/approvals/{approval}', 'json'],
  },
  memories: {
    list: ['GET', '/api/agents/{agent}/memories', 'json'],
    delete: ['DELETE', '/api/memories/{memory}', 'json'],
    reindex: ['POST', '/api/memories/reindex', 'json'],
  },
  documents: {
    list: ['GET', '/api/agents/{agent}/documents', 'json'],
    add: ['POST', '/api/agents/{agent}/documents', 'json'],
    upload: ['POST', '/api/agents/{agent}/documents/file', 'bytes'],
    delete: ['DELETE', '/api/documents/{document}', 'json'],
    search: ['GET', '/api/agents/{agent}/documents/search', 'json'],
    reindex: ['POST', '/api/documents/reindex', 'json'],
  },
  models: {
    providers: ['GET', '/api/providers', 'json'],
    list: ['GET', '/api/providers/{provider}/models', 'json'],
    connect: ['POST', '/api/providers/{provider}/key', 'json'],
    disconnect: ['DELETE', '/api/providers/{provider}/key', 'json'],
  },
  secrets: {
    list: ['GET', '/api/secrets', 'json'],
    save: ['PUT', '/api/secrets/{name}', 'json'],
    delete: ['DELETE', '/api/secrets/{name}', 'json'],
  },
  keys: {
    list: ['GET', '/api/keys', 'json'],
    create: ['POST', '/api/keys', 'json'],
    revoke: ['DELETE', '/api/keys/{key}', 'json'],
  },
  instance: {
    about: ['GET', '/api/instance', 'json'],
    me: ['GET', '/api/me', 'json'],
    live: ['GET', '/healthz', 'json'],
    ready: ['GET', '/readyz', 'json'],
    metrics: ['GET', '/metrics', 'text'],
    openapi: ['GET', '/api/openapi.json', 'text'],
    reference: ['GET', '/api/docs', 'html'],
  },
  account: {
    claim: ['POST', '/api/auth/claim', 'json'],
    signIn: ['POST', '/api/auth/sign-in/email', 'json'],
    signOut: ['POST', '/api/auth/sign-out', 'json'],
  },
  doors: {
    agui: ['POST', '/api/agents/{agent}/agui', 'agui'],
    uiChat: ['POST', '/api/agents/{agent}/ui', 'ui-messages'],
    uiResume: ['GET', '/api/agents/{agent}/ui/{chat}/stream', 'ui-messages'],
    chatCompletions: ['POST', '/v1/chat/completions', 'openai'],
    openaiModels: ['GET', '/v1/models', 'openai'],
  },
} as const
