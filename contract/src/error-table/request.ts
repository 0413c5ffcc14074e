import type { ErrorRows } from './rows.ts'

/** What can be wrong with a request, whatever it asks for. */
export const requestErrors = {
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
} as const satisfies ErrorRows
