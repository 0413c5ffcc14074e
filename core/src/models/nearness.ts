import { LoggiaError } from '@loggia/contract'

/**
 * Cosine of the angle between two vectors, -1 to 1; 0 where one of them is all zeros.
 * Throws `dimension_mismatch` when they have different lengths.
 */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) {
    throw new LoggiaError('dimension_mismatch', {
      detail: `A vector of ${a.length} dimensions was compared with one of ${b.length}.`,
    })
  }
  let dot = 0
  let lengthA = 0
  let lengthB = 0
  for (let i = 0; i < a.length; i++) {
    const x = a[i] ?? 0
    const y = b[i] ?? 0
    dot += x * y
    lengthA += x * x
    lengthB += y * y
  }
  return lengthA && lengthB ? dot / Math.sqrt(lengthA * lengthB) : 0
}

/** The vector at length one; zeros stay zeros. */
export function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector)
  return length === 0 ? vector : vector.map(value => value / length)
}

/** What stored vectors were made by. */
export interface VectorSpace {
  embedder: string
  dimensions: number
}

/**
 * Throws `dimension_mismatch` when any stored vectors were made by another embedder than the present one,
 * because comparing them would find nothing, or anything. `what` names them: "memories", "documents".
 */
export function assertSameSpace(
  present: { id: string; dimensions: number },
  stored: readonly VectorSpace[],
  what: string,
): void {
  const other = stored.find(space => space.embedder !== present.id || space.dimensions !== present.dimensions)
  if (!other) return
  throw new LoggiaError('dimension_mismatch', {
    detail:
      `The ${what} were embedded by "${other.embedder}" (${other.dimensions} dimensions), but the present ` +
      `embedder is "${present.id}" (${present.dimensions}). Switch back to "${other.embedder}", or run ` +
      '"loggia doctor --reindex" to embed them anew.',
  })
}
