import { authorise } from '@loggia/core/identity'
import type { WireHandler } from '../http/exchange.ts'
import { pagePolicy } from '../http/headers.ts'
import type { Metrics } from '../observe/metrics.ts'

/** What the instance says about itself: its numbers, its contract, and the same to read. */
export function instanceDoors(version: string, metrics: Metrics) {
  // Made when first asked for: a start does not wait for it.
  let made: Promise<{ json: string; page: string; stylesheetHash: string }> | undefined
  const reference = () => {
    made ??= describe(version)
    return made
  }
  return {
    async 'instance.metrics'({ context }) {
      authorise(context.actor, 'instance:read')
      return new Response(metrics.text(), {
        headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' },
      })
    },
    async 'instance.openapi'() {
      const { json } = await reference()
      return new Response(json, {
        headers: { 'content-type': 'application/json', 'cache-control': 'no-cache' },
      })
    },
    async 'instance.reference'() {
      const { page, stylesheetHash } = await reference()
      return new Response(page, {
        headers: {
          'content-type': 'text/html; charset=utf-8',
          'cache-control': 'no-cache',
          'content-security-policy': pagePolicy(stylesheetHash),
        },
      })
    },
  } satisfies Record<string, WireHandler>
}

async function describe(version: string) {
  const [{ describeContract }, { referencePage, stylesheetHash }] = await Promise.all([
    import('../reference/openapi.ts'),
    import('../reference/page.ts'),
  ])
  const document = await describeContract(version)
  return { json: JSON.stringify(document), page: referencePage(document), stylesheetHash }
}
