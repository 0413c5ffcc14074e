import type { Member } from './rotation.ts'

/** Milliseconds between looks at the nodes, and how long one may take to answer. */
const everyMs = 2_000

/** Asks each node now and then whether it can do its work; one that cannot gets no requests until it can. */
export function watchHealth(members: readonly Member[]): () => void {
  const look = async (member: Member) => {
    member.healthy = await isReady(member.url)
  }
  const timer = setInterval(() => {
    for (const member of [...members]) void look(member)
  }, everyMs)
  timer.unref()
  return () => clearInterval(timer)
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(everyMs) })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}
