import { createClient } from '@loggia/sdk'
import { chosenWorkspace } from './workspace.ts'

const workspace = chosenWorkspace()

/** The server that served this page; the session's cookie says who is asking, the choice in which workspace. */
export const client = createClient({ baseUrl: location.origin, ...(workspace && { workspace }) })
