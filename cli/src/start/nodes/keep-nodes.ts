import type { NodeProcess } from './node-process.ts'
import type { Member, Rotation } from './rotation.ts'

/** Seconds a node has to stop: as long as live answers get, and time to store them. */
const stopSeconds = 20
/** Milliseconds before a node that died is started again; doubled for each that dies soon after. */
const firstPauseMs = 500
const longestPauseMs = 30_000

export interface KeptNodes {
  /** Replaces the nodes one after another: each new one answers before its old one gets no more requests. */
  restart(): Promise<void>
  /** Stops all nodes; none is started again. */
  stop(): Promise<void>
}

export interface Keeping {
  count: number
  rotation: Pick<Rotation, 'add' | 'remove'>
  start(): Promise<NodeProcess>
  /** Hears what people should know: a node that died, one that could not be started again. */
  tell(line: string): void
}

/** Starts nodes, hands them to the rotation, and starts another for each that dies. Throws when the first start fails. */
export async function keepNodes({ count, rotation, start, tell }: Keeping): Promise<KeptNodes> {
  const running = new Map<NodeProcess, Member>()
  const leaving = new Set<NodeProcess>()
  const stops = new AbortController()

  const takeIn = (node: NodeProcess): void => {
    const member = rotation.add(node.url)
    running.set(node, member)
    const since = performance.now()
    void node.ended.then(() => {
      rotation.remove(member)
      running.delete(node)
      if (leaving.delete(node) || stops.signal.aborted) return
      tell(`The node at ${node.url} ended by itself; another takes its place.`)
      // One that lived for a while died of something else than its start.
      void replace(performance.now() - since > longestPauseMs ? 0 : firstPauseMs)
    })
  }

  const replace = async (pauseMs: number): Promise<void> => {
    for (
      let pause = pauseMs;
      !stops.signal.aborted;
      pause = Math.min(pause * 2 || firstPauseMs, longestPauseMs)
    ) {
      await sleep(pause, stops.signal)
      if (stops.signal.aborted) return
      try {
        return arrived(await start())
      } catch (error) {
        tell(`A node could not be started: ${error instanceof Error ? error.message : error}`)
      }
    }
  }

  /** A node that answers only after everything was told to stop is stopped too. */
  const arrived = (node: NodeProcess): void => {
    if (stops.signal.aborted) void node.stop(stopSeconds)
    else takeIn(node)
  }

  const retire = async (node: NodeProcess): Promise<void> => {
    leaving.add(node)
    const member = running.get(node)
    if (member) rotation.remove(member)
    await node.stop(stopSeconds)
  }

  // The first one makes what an instance needs once: its key, its tables, its home.
  const first = await start()
  takeIn(first)
  const stop = async () => {
    stops.abort()
    await Promise.all([...running.keys()].map(retire))
  }
  const startAnother = async () => takeIn(await start())
  const others = Array.from({ length: count - 1 }, () => startAnother)
  try {
    // While nobody is operator each makes the link anew: in turn, so that the last one told of is the last made.
    if (first.claimLink === undefined) await allOf(others.map(another => another()))
    else for (const another of others) await another()
  } catch (error) {
    await stop()
    throw error
  }

  let restarting = Promise.resolve()
  return {
    restart() {
      restarting = restarting
        .catch(() => undefined)
        .then(async () => {
          for (const old of [...running.keys()]) {
            if (stops.signal.aborted || !running.has(old)) continue
            const next = await start()
            arrived(next)
            await retire(old)
          }
        })
      return restarting
    },
    stop,
  }
}

/** Waits for all of them, then throws what the first of those that failed threw. */
async function allOf(work: readonly Promise<void>[]): Promise<void> {
  const ends = await Promise.allSettled(work)
  const failed = ends.find(end => end.status === 'rejected')
  if (failed) throw failed.reason
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
