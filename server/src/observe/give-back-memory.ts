import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Bytes of garbage that are worth a collection of some 50 ms. */
const worthBytes = 32 * 1024 * 1024
const lookMs = 5_000

/**
 * Gives the memory of a busy time back once the node has been quiet at two looks in a row. V8 leaves some 100 MB
 * of garbage until enough is allocated again, which on a quiet node may be hours later. The answer stops it.
 */
export function giveBackMemory(isBusy: () => boolean, everyMs = lookMs): () => void {
  const used = () => getHeapStatistics().used_heap_size
  let least = used()
  let wasQuiet = false
  const look = () => {
    least = Math.min(least, used())
    const isQuiet = !isBusy()
    if (isQuiet && wasQuiet && used() > least + worthBytes) {
      collect()
      least = used()
    }
    wasQuiet = isQuiet
  }
  const timer = setInterval(look, everyMs)
  timer.unref()
  return () => clearInterval(timer)
}

type Collect = (options: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void

/** Node shows its collector only under a flag, which may be set and taken back while it runs. */
function collect(): void {
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc') as Collect
  setFlagsFromString('--no-expose-gc')
  gc({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}
