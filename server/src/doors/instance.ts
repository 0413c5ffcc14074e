import { LoggiaError } from '@loggia/contract'
import { authorise } from '@loggia/core/identity'
import type { WireHandler } from '../http/exchange.ts'
import { pagePolicy } from '../http/headers.ts'
import type { Metrics } from '../observe/metrics.ts'

/** Whom the instance's security.txt names. */
export interface AboutSecurity {
  securityContact: string | undefined
  /** The address people use; the file says that it is the one of this address. */
  publicUrl: string | undefined
}

/** For how many days security.txt says that it is fresh; it is made anew for whoever asks. */
const freshDays = 180

/** What the instance says about itself: its numbers, its contract, and the same to read. */
export function instanceDoors(version: string, metrics: Metrics, about: AboutSecurity) {
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
    async 'instance.security'({ context }) {
      return new Response(securityText(about, context.now()), {
        headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-cache' },
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

/** RFC 9116. Throws `not_found` where the operator named nobody: a wrong address is worse than none. */
function securityText({ securityContact, publicUrl }: AboutSecurity, now: number): string {
  if (securityContact === undefined) {
    throw new LoggiaError('not_found', {
      detail: 'The operator has not said whom to tell; LOGGIA_SECURITY_CONTACT does.',
    })
  }
  const expires = new Date(now + freshDays * 86_400_000).toISOString()
  return [
    `Contact: ${securityContact}`,
    `Expires: ${expires}`,
    'Preferred-Languages: en',
    ...(publicUrl === undefined ? [] : [`Canonical: ${publicUrl}/.well-known/security.txt`]),
    '',
  ].join('\n')
}

async function describe(version: string) {
  const [{ describeContract }, { referencePage, stylesheetHash }] = await Promise.all([
    import('../reference/openapi.ts'),
    import('../reference/page.ts'),
  ])
  const document = await describeContract(version)
  return { json: JSON.stringify(document), page: referencePage(document), stylesheetHash }
}
