const limit = 500

/** Anything shaped like a key: vendor prefixes, bearer values, and the masked forms vendors echo back. */
const keyShapes = [
  /\b(?:sk|pk|rk|key|or|xai|gsk|lga|AIza)[-_][A-Za-z0-9_*.-]{6,}/g,
  /\b(Bearer|x-api-key:?)\s+[^\s"',]+/gi,
]

/** One line of at most 500 characters that contains neither `key` nor anything shaped like one. */
export function redact(text: string, key?: string): string {
  let clean = text
  if (key !== undefined && key.length >= 4) clean = clean.replaceAll(key, '[key]')
  for (const shape of keyShapes) clean = clean.replace(shape, '[key]')
  clean = clean.replace(/\s+/g, ' ').trim()
  return clean.length > limit ? `${clean.slice(0, limit - 1)}…` : clean
}
