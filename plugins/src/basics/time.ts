import { defineTool, LoggiaError } from '@loggia/contract'
import { z } from 'zod'

const input = z.object({
  zone: z
    .string()
    .max(64)
    .default('UTC')
    .describe('IANA time zone such as "Asia/Tokyo" or "Europe/Rome"; UTC when left out.'),
})

/** Tells the instance's clock in an IANA time zone. Throws `tool_input_invalid` on an unknown zone. */
export const time = defineTool({
  name: 'time',
  description:
    'Tells the current date and time in an IANA time zone. Use it whenever the answer depends on now.',
  input,
  effect: 'none',
  run({ zone }, context) {
    const now = new Date(context.now())
    const clock = (options: Intl.DateTimeFormatOptions) => format(zone, options).format(now)
    return {
      zone,
      date: clock({ dateStyle: 'full' }),
      time: clock({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }),
      offset: clock({ timeZoneName: 'longOffset' }).split(', ').at(-1)?.replace('GMT', 'UTC') ?? 'UTC',
      utc: now.toISOString(),
    }
  },
})

function format(zone: string, options: Intl.DateTimeFormatOptions) {
  try {
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone })
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw new LoggiaError('tool_input_invalid', {
      detail: `"${zone}" is not an IANA time zone; write one such as "Europe/Rome".`,
      fields: [`zone: "${zone}" is not known`],
      cause,
    })
  }
}
