import { createClient } from '@loggia/sdk'

/** The server that served this page; the session's cookie says who is asking. */
export const client = createClient({ baseUrl: location.origin })
