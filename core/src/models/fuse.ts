/** How slowly a rank loses weight; 60 is the constant of the paper that named the method. */
const damping = 60

/**
 * Reciprocal rank fusion: items that several rankings place high come first. Each ranking lists ids, best
 * first. Gives every id once with its score, 0 to 1 (1 is first in all rankings); ties keep first-seen order.
 */
export function fuseRankings(rankings: readonly (readonly string[])[]): { id: string; score: number }[] {
  const scores = new Map<string, number>()
  for (const ranking of rankings) {
    ranking.forEach((id, index) => {
      scores.set(id, (scores.get(id) ?? 0) + (damping + 1) / (damping + 1 + index) / rankings.length)
    })
  }
  return [...scores].map(([id, score]) => ({ id, score })).sort((a, b) => b.score - a.score)
}
