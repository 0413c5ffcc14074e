import type { PgBoss } from 'pg-boss'
import type { Database } from './database.ts'
import type { Logger } from './log.ts'

export interface JobOptions {
  /** Seconds from now; at once when absent. */
  after?: number
  /** While one with this key waits, another is not added. */
  key?: string
  /** How often it is tried again after a failure, with growing pauses; 3 when absent. */
  retries?: number
}

/** Work that outlives the request that asked for it. Every node takes from the same queue. */
export interface Jobs {
  /** Makes the queue and works on it, one job at a time on this node. `signal` aborts when the node stops. */
  work<Data extends object>(
    queue: string,
    handler: (data: Data, signal: AbortSignal) => Promise<void>,
  ): Promise<void>
  send(queue: string, data: object, options?: JobOptions): Promise<void>
  /** Sends a job whenever the cron line says so (UTC), once for all nodes. */
  schedule(queue: string, cron: string, data?: object): Promise<void>
  /** Takes no more jobs and waits for those under way, at most this long (30 s when absent). */
  stop(seconds?: number): Promise<void>
}

/** Starts the job queue; to be called once the server is healthy, for it takes up to half a second. */
export async function startJobs(database: Database, log: Logger): Promise<Jobs> {
  const { PgBoss } = await import('pg-boss')
  const boss: PgBoss = new PgBoss({
    db: {
      executeSql: async (text, values) => ({ rows: await database.script(text, values) }),
      async listen(channel, onNotification, onReconnect) {
        const stop = await database.listen(channel, onNotification)
        onReconnect()
        return { close: stop }
      },
    },
    schema: 'jobs',
    backend: database.engine === 'pglite' ? 'pglite' : 'postgres',
    // The tables come with our migrations, made by the owner.
    migrate: false,
    createSchema: false,
    useListenNotify: true,
  })
  boss.on('error', error => log.error('the job queue failed', { error: error.message }))
  await boss.start()
  const queues = new Map<string, Promise<void>>()
  const ensure = (queue: string) => {
    const made = queues.get(queue) ?? boss.createQueue(queue, { notify: true })
    queues.set(queue, made)
    return made
  }
  return {
    async work<Data extends object>(
      queue: string,
      handler: (data: Data, signal: AbortSignal) => Promise<void>,
    ) {
      await ensure(queue)
      // A notification wakes the worker at once; what is tried again later is found by polling.
      await boss.work<Data>(
        queue,
        { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2 },
        async jobs => {
          for (const job of jobs) {
            await handler(job.data, job.signal).catch(error => {
              log.warn('a job failed', { queue, job: job.id, error: String(error) })
              throw error
            })
          }
        },
      )
    },
    async send(queue, data, { after, key, retries = 3 } = {}) {
      await ensure(queue)
      await boss.send(queue, data, {
        retryLimit: retries,
        retryBackoff: true,
        ...(after !== undefined && { startAfter: after }),
        ...(key !== undefined && { singletonKey: key }),
      })
    },
    async schedule(queue, cron, data = {}) {
      await ensure(queue)
      await boss.schedule(queue, cron, data, { tz: 'UTC' })
    },
    stop: (seconds = 30) => boss.stop({ graceful: true, timeout: seconds * 1_000 }),
  }
}

/** Clears away dead rows and measures the tables; the embedded database never does so by itself. Run it nightly. */
export async function tidy(database: Database): Promise<void> {
  if (database.engine === 'pglite') await database.script('vacuum (analyze)')
}
