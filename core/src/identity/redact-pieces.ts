/** Characters of a secret in a row that are hidden wherever they stand. */
export const shortestPiece = 12

/** Secrets of which pieces are hidden: one word that looks like a key, of no more characters than this. */
const longest = 512
/** Any piece that long holds `step` characters that begin at a multiple of `step` in the text around it. */
const step = shortestPiece / 2

/**
 * Hides pieces of secrets, as a text leaves them that was cut to a length, wrapped or spread over two fields.
 * A text is looked at in every sixth place only, so that a line of the log costs microseconds.
 */
export function pieceFinder() {
  const places = new Map<string, { secret: string; at: number }[]>()

  /** How far the secret stands around this place of the text. */
  function spread(text: string, from: number, { secret, at }: { secret: string; at: number }) {
    let before = 0
    while (before < at && before < from && text[from - before - 1] === secret[at - before - 1]) before++
    let after = step
    while (at + after < secret.length && text[from + after] === secret[at + after]) after++
    return { start: from - before, end: from + after }
  }

  function pieceAt(text: string, from: number) {
    let found: { start: number; end: number } | undefined
    for (const place of places.get(text.slice(from, from + step)) ?? []) {
      const piece = spread(text, from, place)
      const length = piece.end - piece.start
      if (length >= shortestPiece && length > (found ? found.end - found.start : 0)) found = piece
    }
    return found
  }

  return {
    learn(secret: string): void {
      if (secret.length < 2 * step || secret.length > longest || /\s|:\/\//.test(secret)) return
      if (places.get(secret.slice(0, step))?.some(place => place.secret === secret)) return
      for (let at = 0; at + step <= secret.length; at++) {
        const gram = secret.slice(at, at + step)
        const known = places.get(gram)
        if (known) known.push({ secret, at })
        else places.set(gram, [{ secret, at }])
      }
    },
    hide(text: string, hidden: string): string {
      if (places.size === 0) return text
      let shown = ''
      let done = 0
      for (let from = 0; from + step <= text.length; from += step) {
        const piece = from < done ? undefined : pieceAt(text, from)
        if (!piece) continue
        shown += text.slice(done, Math.max(done, piece.start)) + hidden
        done = piece.end
      }
      return done === 0 ? text : shown + text.slice(done)
    },
  }
}
