import { defineTool, z } from 'loggia'

export const time = defineTool({
  name: 'time',
  description: 'Tells the time in a time zone.',
  input: z.object({
    zone: z.string().default('UTC').describe('IANA time zone, for example Asia/Tokyo'),
  }),
  run: ({ zone }, { now }) => {
    const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: zone })
    return `It is ${clock.format(now())} in ${zone}.`
  },
})
