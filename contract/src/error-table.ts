/**
 * The closed table of errors. Every failure a person or a program meets carries one of these codes.
 * `status` is the HTTP status (RFC 9457 on the wire), `exit` the exit status of the command line
 * (sysexits where one fits), `title` says what happened and `next` what to do about it.
 */
export const errorTable = {
  // the request
  malformed_body: {
    status: 400,
    exit: 65,
    title: 'The request body is not valid JSON in UTF-8.',
    next: 'Send a JSON object encoded as UTF-8 with content-type application/json.',
  },
  invalid_input: {
    status: 422,
    exit: 65,
    title: 'The request does not match what this operation takes.',
    next: 'Read the listed fields, correct them and send the request again.',
  },
  payload_too_large: {
    status: 413,
    exit: 65,
    title: 'The request is larger than this operation accepts.',
    next: 'Send less at once: split the text or attach it as a document.',
  },
  unsupported_media: {
    status: 415,
    exit: 65,
    title: 'This kind of content is not accepted here.',
    next: 'Send one of the content types that the reference lists for this operation.',
  },
  request_timeout: {
    status: 408,
    exit: 75,
    title: 'The request did not arrive completely in time.',
    next: 'Check the connection and send the request again.',
  },
  unauthenticated: {
    status: 401,
    exit: 77,
    title: 'Nobody is signed in, or the API key is not valid.',
    next: 'Sign in, or send a valid API key as "Authorization: Bearer lga_…".',
  },
  forbidden: {
    status: 403,
    exit: 77,
    title: 'You are signed in, but not allowed to do this.',
    next: 'Ask an owner or admin of the workspace, or use an API key with the scope the reference names.',
  },
  not_found: {
    status: 404,
    exit: 66,
    title: 'There is nothing here, or it is not yours to see.',
    next: 'Check the id or handle, and that you are in the right workspace.',
  },
  method_not_allowed: {
    status: 405,
    exit: 64,
    title: 'This path does not answer that HTTP method.',
    next: 'Look the operation up at /api/docs.',
  },
  conflict: {
    status: 409,
    exit: 65,
    title: 'The change contradicts what is stored.',
    next: 'Read the current state, apply your change to it and try again.',
  },
  rate_limited: {
    status: 429,
    exit: 75,
    title: 'Too many requests in a short time.',
    next: 'Wait as long as the Retry-After header says, then try again.',
  },
  origin_refused: {
    status: 403,
    exit: 77,
    title: 'The request came from another web site.',
    next: 'Open the app at its own address, or use an API key from a server.',
  },
  internal: {
    status: 500,
    exit: 70,
    title: 'Something inside Loggia failed.',
    next: 'Try again; if it stays, report it with the request id.',
  },
  // conversations and runs
  run_in_progress: {
    status: 409,
    exit: 75,
    title: 'The agent is still answering in this conversation.',
    next: 'Wait, cancel the run, or send with whenBusy "enqueue" or "replace".',
  },
  run_crashed: {
    status: 500,
    exit: 70,
    title: 'The server stopped while the agent was answering.',
    next: 'Everything up to here is kept. Send the message again or ask the agent to go on.',
  },
  run_cancelled: {
    status: 409,
    exit: 75,
    title: 'The run was cancelled.',
    next: 'Send a new message when you are ready.',
  },
  cursor_unknown: {
    status: 409,
    exit: 65,
    title: 'The position to resume from does not belong to this run.',
    next: 'Resume with the last id received from this run, or read it from the start.',
  },
  approval_pending: {
    status: 409,
    exit: 75,
    title: 'The agent waits for a yes or no before it can go on.',
    next: 'Answer every open approval of this conversation first.',
  },
  approval_answered: {
    status: 409,
    exit: 65,
    title: 'This approval was already answered.',
    next: 'Read the run that followed the first answer.',
  },
  budget_steps: {
    status: 422,
    exit: 75,
    title: 'The run used all the steps it may take.',
    next: "Ask for less at once, or raise the step budget in the agent's definition.",
  },
  budget_tokens: {
    status: 422,
    exit: 75,
    title: 'The run used all the model tokens it may spend.',
    next: "Start a new conversation, or raise the token budget in the agent's definition.",
  },
  budget_cost: {
    status: 422,
    exit: 75,
    title: 'The run reached the cost it may cause.',
    next: "Choose a cheaper model, or raise the cost budget in the agent's definition.",
  },
  budget_seconds: {
    status: 422,
    exit: 75,
    title: 'The run took longer than it may.',
    next: "Ask for less at once, or raise the time budget in the agent's definition.",
  },
  context_overflow: {
    status: 422,
    exit: 65,
    title:
      "The message does not fit into the model's context window, even after older turns were summarised.",
    next: 'Shorten the message, attach it as knowledge, or choose a model with a larger window.',
  },
  // tools
  tool_unknown: {
    status: 422,
    exit: 65,
    title: 'The model asked for a tool that this agent does not have.',
    next: 'Add the tool to the definition, or correct the name in the instructions.',
  },
  tool_input_invalid: {
    status: 422,
    exit: 65,
    title: "The arguments do not match the tool's schema.",
    next: 'Read the listed fields; the model is told the same and may try again.',
  },
  tool_failed: {
    status: 502,
    exit: 70,
    title: 'The tool ended with an error.',
    next: "Read the tool's message; the model is told the same.",
  },
  tool_timeout: {
    status: 504,
    exit: 75,
    title: 'The tool did not answer in time.',
    next: "Try again, or raise the tool's time limit.",
  },
  tool_denied: {
    status: 403,
    exit: 77,
    title: 'The tool policy, or a person, refused this call.',
    next: 'Change the tool policy of the agent if the call should be possible.',
  },
  // models
  model_missing: {
    status: 422,
    exit: 78,
    title: 'The model or its provider is not known to this instance.',
    next: "Choose one of the listed models in the agent's definition.",
  },
  model_key_missing: {
    status: 422,
    exit: 78,
    title: 'The provider of this model has no API key.',
    next: 'Paste a key under Settings, Models, or set it in the environment.',
  },
  model_key_rejected: {
    status: 502,
    exit: 77,
    title: 'The model provider refused the API key.',
    next: 'Paste a valid key under Settings, Models.',
  },
  model_out_of_credit: {
    status: 502,
    exit: 69,
    title: 'The account at the model provider has no credit left.',
    next: 'Add credit at the provider, or choose another model.',
  },
  model_rate_limited: {
    status: 503,
    exit: 75,
    title: 'The model provider limits how often it may be asked.',
    next: 'Wait a moment and send the message again.',
  },
  model_overloaded: {
    status: 503,
    exit: 75,
    title: 'The model provider is overloaded or down.',
    next: 'Try again in a moment, or choose another model.',
  },
  model_refused: {
    status: 502,
    exit: 69,
    title: 'The model provider refused the request.',
    next: "Read the provider's message; change the request or the model's settings.",
  },
  model_bad_answer: {
    status: 502,
    exit: 76,
    title: 'The model provider answered something that is not its protocol.',
    next: 'Check the base URL of the provider; a proxy or a web page may be answering in its place.',
  },
  model_cut: {
    status: 502,
    exit: 75,
    title: 'The connection to the model provider broke off in the middle of the answer.',
    next: 'What arrived is kept. Send the message again.',
  },
  model_silent: {
    status: 504,
    exit: 75,
    title: 'The model provider stopped sending and stayed silent.',
    next: 'What arrived is kept. Try again, or choose another model.',
  },
  model_unreachable: {
    status: 502,
    exit: 69,
    title: 'The model provider could not be reached.',
    next: 'Check the network and the base URL of the provider; for a local model, start its server.',
  },
  // definitions, plugins, knowledge
  definition_invalid: {
    status: 422,
    exit: 65,
    title: 'The definition does not describe an agent.',
    next: 'Correct the listed fields.',
  },
  definition_secret: {
    status: 422,
    exit: 65,
    title: 'The definition contains what looks like a secret.',
    next: 'Remove it from the text, save it under Settings, Secrets, and revoke it if it was shown to anybody.',
  },
  plugin_unknown: {
    status: 422,
    exit: 65,
    title: 'The definition names a plugin that this instance does not have.',
    next: 'Install the plugin, or remove its name from the definition.',
  },
  too_many_tools: {
    status: 422,
    exit: 65,
    title: 'The agent has more tools than one model call may offer.',
    next: 'Remove tools or plugins until at most 128 are left.',
  },
  import_unreadable: {
    status: 422,
    exit: 65,
    title: 'The file is not a character that can be imported.',
    next: 'Choose a JSON character file of ElizaOS (version 0 or 1).',
  },
  document_unreadable: {
    status: 422,
    exit: 65,
    title: 'No text could be read from the document.',
    next: 'Add it as text, Markdown or a PDF that contains text.',
  },
  dimension_mismatch: {
    status: 409,
    exit: 78,
    title: 'The stored vectors were made by another embedding model.',
    next: 'Switch back to the former embedder, or run "loggia doctor --reindex" to make the vectors anew.',
  },
  secret_unreadable: {
    status: 500,
    exit: 78,
    title: 'A stored secret cannot be opened with the present key.',
    next: 'Restore the key file of this instance, or save the secret again.',
  },
  // the instance
  setup_link_invalid: {
    status: 403,
    exit: 77,
    title: 'This one-time link is not valid any more.',
    next: 'Restart the server to print a new link, or sign in if the operator exists already.',
  },
  port_taken: {
    status: 503,
    exit: 69,
    title: 'The port is already in use.',
    next: 'Stop the other program, or choose another port with --port.',
  },
  data_locked: {
    status: 503,
    exit: 75,
    title: 'Another process is using this data directory.',
    next: 'Stop the other server, or choose another directory with --data.',
  },
  data_unwritable: {
    status: 503,
    exit: 73,
    title: 'The data directory cannot be written.',
    next: 'Check its owner and permissions, or choose another with --data.',
  },
  disk_full: {
    status: 507,
    exit: 74,
    title: 'The disk is full; the change was not stored.',
    next: 'Free some space, then try again. Nothing that was acknowledged is lost.',
  },
  database_unreachable: {
    status: 503,
    exit: 69,
    title: 'The database cannot be reached.',
    next: 'Check DATABASE_URL and that the database is running.',
  },
  database_unsafe: {
    status: 503,
    exit: 78,
    title: 'The database would not keep workspaces apart.',
    next: 'Apply the change that the message names; Loggia does not start without its walls.',
  },
  schema_newer: {
    status: 503,
    exit: 78,
    title: 'The database was written by a newer version of Loggia.',
    next: 'Start that version, or restore a backup made before the upgrade.',
  },
  shutting_down: { status: 503, exit: 75, title: 'The server is stopping.', next: 'Try again in a moment.' },
  server_unreachable: {
    status: 503,
    exit: 69,
    title: 'No Loggia server answers at this address.',
    next: 'Start one with "loggia start", or name another with --url.',
  },
} as const satisfies Record<string, { status: number; exit: number; title: string; next: string }>
