/**
 * Waits for SIGINT, SIGTERM or SIGHUP, then stops. A second signal does not wait: whoever sends it has seen
 * enough, and everything acknowledged is in the database.
 */
export function untilStopped(stop: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    let stopping = false
    const onSignal = () => {
      if (stopping) process.exit(130)
      stopping = true
      stop().then(resolve, reject)
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)
  })
}
