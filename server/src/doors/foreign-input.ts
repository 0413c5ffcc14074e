import { LoggiaError } from '@loggia/contract'
import type { z } from 'zod'
import { invalidInput } from '../http/problem.ts'

/** Checks another protocol's body for the fields we read. Throws `invalid_input`. */
export function foreignInput<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const result = schema.safeParse(body)
  if (!result.success) throw invalidInput(result.error.issues)
  return result.data
}

/** The text of a message's content, a string or a list of parts. Throws `unsupported_media` for anything else. */
export function textOf(content: unknown): string {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content
    .map(part => {
      const { type, text } = (part ?? {}) as { type?: unknown; text?: unknown }
      if (typeof text === 'string') return text
      throw new LoggiaError('unsupported_media', {
        detail: `A part of type "${String(type)}" is not read here; upload the file to a conversation instead.`,
      })
    })
    .join('')
}
