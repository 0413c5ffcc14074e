/** Ids are a noun's prefix, an underscore and 26 characters that sort by time. */
export const idPrefixes = {
  user: 'usr',
  workspace: 'wsp',
  invitation: 'inv',
  key: 'key',
  agent: 'agt',
  conversation: 'cnv',
  message: 'msg',
  run: 'run',
  toolCall: 'call',
  approval: 'apr',
  memory: 'mem',
  document: 'doc',
  chunk: 'chk',
  file: 'fil',
  summary: 'sum',
} as const

export type IdNoun = keyof typeof idPrefixes

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/**
 * A new id: 48 bits of `now` (milliseconds since 1970) and 80 random bits in Crockford's base 32, so
 * ids made later sort later. `random` fills a buffer with random bytes (16 are asked for, 5 bits of each are used).
 */
export function makeId(noun: IdNoun, now: number, random: (bytes: Uint8Array) => Uint8Array): string {
  let time = ''
  for (let rest = now, i = 0; i < 10; i++) {
    time = alphabet.charAt(rest % 32) + time
    rest = Math.floor(rest / 32)
  }
  const bytes = random(new Uint8Array(16))
  let tail = ''
  for (const byte of bytes) tail += alphabet.charAt(byte & 31)
  return `${idPrefixes[noun]}_${time}${tail}`
}
