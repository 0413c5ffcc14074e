import { definePlugin } from '@loggia/contract'
import { calculator } from './calculator.ts'
import { notice } from './notice.ts'
import { time } from './time.ts'

export { calculator } from './calculator.ts'
export { evaluate } from './evaluate.ts'
export { notice } from './notice.ts'
export { time } from './time.ts'

/** Three tools that need no key, no network and no permission; every new agent starts with them. */
export const basics = definePlugin({
  contract: 1,
  id: 'basics',
  version: '0.1.0',
  description: 'Tells the time anywhere, calculates, and posts notices into the log of the run.',
  tools: [time, calculator, notice],
})
