import { z } from 'zod'
import { errorCodes } from '../errors.ts'

/** RFC 9457 problem details: the body of every error, with content-type `application/problem+json`. */
export const problemSchema = z.object({
  type: z.string().describe('Where the code is explained.'),
  title: z.string().describe('What happened.'),
  status: z.number().int(),
  code: z.enum(errorCodes as [(typeof errorCodes)[number], ...(typeof errorCodes)[number][]]),
  detail: z.string().optional().describe('What exactly happened, to what.'),
  next: z.string().describe('What to do about it.'),
  fields: z.array(z.string()).optional().describe('One line per wrong field, `path: reason`.'),
  requestId: z.string().optional(),
  retryAfter: z.number().optional().describe('Seconds to wait before trying again.'),
})
