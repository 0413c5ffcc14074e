import { fuseRankings } from './fuse.ts'

/** What the database says about one row and a query. */
export interface Candidate {
  id: string
  /** Full text rank; null where no word of the query occurs. */
  textRank: number | null
  /** Cosine to the query; null where one of them has no vector. */
  nearness: number | null
}

/** Below this cosine two texts have nothing to do with each other. */
const nearEnough = 0.35

/** Below this part of the best cosine, others answer the query so much better that it is left out. */
const nearToBest = 0.7

/** The candidates that answer the query, best first, by the fusion of words and meaning; the rest is left out. */
export function rank<Item extends Candidate>(
  candidates: readonly Item[],
  limit: number,
): (Item & { score: number })[] {
  const byText = sorted(candidates, item => item.textRank)
  const near = sorted(candidates, item => item.nearness)
  const enough = Math.max(nearEnough, nearToBest * (near[0]?.nearness ?? 0))
  const byMeaning = near.filter(item => (item.nearness ?? 0) >= enough)
  const items = new Map(candidates.map(item => [item.id, item]))
  const fused = fuseRankings([byText.map(item => item.id), byMeaning.map(item => item.id)])
  return fused.slice(0, limit).flatMap(({ id, score }) => {
    const item = items.get(id)
    return item ? [{ ...item, score }] : []
  })
}

/** Equal scores keep the order of ids, so that both databases answer the same. */
function sorted<Item extends Candidate>(
  items: readonly Item[],
  score: (item: Item) => number | null,
): Item[] {
  return items
    .filter(item => score(item) !== null)
    .sort((a, b) => (score(b) ?? 0) - (score(a) ?? 0) || (a.id < b.id ? -1 : 1))
}
