import type { ErrorRows } from './rows.ts'

/** What model providers answer, or do not. */
export const modelErrors = {
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
} as const satisfies ErrorRows
