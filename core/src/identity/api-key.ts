import { createHash, randomInt } from 'node:crypto'
import { crc32 } from 'node:zlib'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const shape = /^lga_([0-9A-Za-z]{32})([0-9A-Za-z]{6})$/

/** A new key: `lga_`, 32 random characters (190 bits) and 6 of checksum, so that scanners can tell it from noise. */
export function makeApiKey(): string {
  let secret = ''
  for (let i = 0; i < 32; i++) secret += alphabet.charAt(randomInt(62))
  return `lga_${secret}${checksum(secret)}`
}

/** Whether the text is a key that was typed and copied right. Costs no look-up. */
export function isApiKey(text: string): boolean {
  const parts = shape.exec(text)
  return parts !== null && parts[2] === checksum(parts[1] ?? '')
}

/** What is stored: SHA-256 in hex. */
export const hashApiKey = (key: string): string => createHash('sha256').update(key).digest('hex')

/** The first characters, to recognise a key by. */
export const hintOf = (key: string): string => key.slice(0, 8)

function checksum(secret: string): string {
  let text = ''
  for (let rest = crc32(secret), i = 0; i < 6; i++) {
    text = alphabet.charAt(rest % 62) + text
    rest = Math.floor(rest / 62)
  }
  return text
}
