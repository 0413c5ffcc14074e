import { defineTool } from '@loggia/contract'
import { z } from 'zod'

const input = z.object({
  text: z.string().trim().min(1).max(2_000).describe('The notice, as it should be read.'),
})

/**
 * Posts a line into the run's own log, where everyone who may read the run sees it. It reaches nobody
 * else, and says so; its effect is `send` so that an approval can be tried without a key or a service.
 */
export const notice = defineTool({
  name: 'send_notice',
  description:
    "Posts a notice into this run's log, where everyone who may read the run sees it. Nothing leaves Loggia.",
  input,
  effect: 'send',
  run({ text }, context) {
    context.progress({ message: text, fraction: 1 })
    return { posted: text, where: 'the log of this run, and nowhere else' }
  },
})
