import type { EndedRun } from '@loggia/core/runs'
import { openStreams } from '../http/sse.ts'
import type { Metrics } from '../observe/metrics.ts'

/** The numbers of this node, by their names in Prometheus. */
export function instruments(metrics: Metrics, liveRuns: () => number) {
  const requests = metrics.counter('loggia_http_requests_total', 'Requests by operation and status.')
  const requestTime = metrics.histogram(
    'loggia_http_request_seconds',
    'Time to answer, streams to their end.',
  )
  const runsEnded = metrics.counter(
    'loggia_runs_total',
    'Runs that ended, by outcome, provider and error code.',
  )
  const firstToken = metrics.histogram(
    'loggia_first_token_seconds',
    'From the start of a run to its first token.',
  )
  const runTime = metrics.histogram('loggia_run_seconds', 'From the start of a run to its end.')
  const tokens = metrics.counter('loggia_model_tokens_total', 'Model tokens by provider and direction.')
  metrics.gauge('loggia_live_runs', 'Runs that this node is answering.', liveRuns)
  metrics.gauge('loggia_stream_readers', 'Connected readers of event streams.', openStreams)
  metrics.gauge('process_resident_memory_bytes', 'Resident memory.', () => process.memoryUsage.rss())
  metrics.gauge('process_uptime_seconds', 'Seconds since the process started.', () => process.uptime())
  return {
    request(operation: string, status: number, seconds: number): void {
      requests({ operation, status: String(status) })
      requestTime(seconds, { operation })
    },
    run(run: EndedRun): void {
      const { provider, status, usage } = run
      runsEnded({ status, provider, code: run.errorCode ?? '' })
      runTime(run.elapsedMs / 1000, { provider })
      if (run.firstTokenMs !== undefined) firstToken(run.firstTokenMs / 1000, { provider })
      tokens({ provider, direction: 'input' }, usage.inputTokens)
      tokens({ provider, direction: 'output' }, usage.outputTokens)
    },
  }
}
