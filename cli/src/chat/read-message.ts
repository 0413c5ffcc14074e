import { LoggiaError, maxMessageCharacters } from '@loggia/sdk'

/** In UTF-8 a character takes at most four bytes; what is longer than this cannot fit. */
const maxBytes = maxMessageCharacters * 4

/** The message on standard input, without the line break at its end. Throws when it is empty, too long or not UTF-8. */
export async function readMessage(input: AsyncIterable<Uint8Array | string>): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of input) {
    const part = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    bytes += part.length
    if (bytes > maxBytes) throw tooLong()
    chunks.push(part)
  }
  const text = decode(Buffer.concat(chunks)).replace(/\r?\n$/, '')
  if (text.length > maxMessageCharacters) throw tooLong()
  if (text.trim() === '') {
    const detail =
      'The message is empty: write it behind the agent, or into the pipe (echo hi | loggia chat).'
    throw new LoggiaError('invalid_input', { detail })
  }
  return text
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new LoggiaError('malformed_body', { detail: 'The message on standard input is not UTF-8.', cause })
  }
}

const tooLong = () =>
  new LoggiaError('payload_too_large', {
    detail: `The message has more than ${maxMessageCharacters.toLocaleString('en')} characters.`,
  })
