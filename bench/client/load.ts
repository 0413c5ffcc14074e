/** The load generator: reads a plan from standard input, runs it, writes what it saw as JSON. */
import { text } from 'node:stream/consumers'
import { percentile } from '../statistics.ts'
import { openConnection, type Reply } from './connection.ts'
import type { Load, Plan, PlannedRequest } from './plan.ts'

const plan = JSON.parse(await text(process.stdin)) as Plan
const { hostname, port, host } = new URL(plan.url)
const fixedHeaders = Object.entries({ ...plan.headers, host, 'content-type': 'application/json' })
  .map(([name, value]) => `${name}: ${value}\r\n`)
  .join('')

const write = ({ path, body }: PlannedRequest) =>
  `POST ${path} HTTP/1.1\r\n${fixedHeaders}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`

const replies: Reply[] = []
const startedAt = performance.now()
await Promise.all(
  plan.streams.map(async requests => {
    const connection = openConnection(hostname, Number(port), plan.marks)
    for (const request of requests) {
      replies.push(
        await connection.send(write(request)).catch((error: Error): Reply => {
          return { firstTokenMs: undefined, totalMs: 0, error: error.message }
        }),
      )
    }
    connection.close()
  }),
)
const seconds = (performance.now() - startedAt) / 1000

const good = replies.filter(reply => reply.error === undefined)
const errors = replies.flatMap(reply => reply.error ?? [])
const spread = (values: number[]) => ({ p50: percentile(values, 0.5), p95: percentile(values, 0.95) })
const load: Load = {
  messages: good.length,
  seconds,
  firstToken: spread(good.map(reply => reply.firstTokenMs ?? Number.NaN)),
  total: spread(good.map(reply => reply.totalMs)),
  errors: errors.length,
  samples: errors.slice(0, 3),
}
process.stdout.write(JSON.stringify(load))
