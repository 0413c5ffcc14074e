import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { operations, type Wire } from '@loggia/contract'
import type { AnyContractProcedure } from '@orpc/contract'

/** The contract's table without its schemas, as source text: all that a browser needs to know of it. */
export function routesSource(): string {
  const groups = Object.entries(operations).map(([group, members]) => {
    const rows = Object.entries(members as Record<string, AnyContractProcedure>).map(([name, contract]) => {
      const { route, meta } = contract['~orpc']
      const { wire } = meta as { wire: Wire }
      return `    ${name}: ['${route.method}', '${route.path}', '${wire}'],\n`
    })
    return `  ${group}: {\n${rows.join('')}  },\n`
  })
  return `// Generated from the contract by sdk/src/generate-routes.ts; a test fails when it is stale.\nexport const routes = {\n${groups.join('')}} as const\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('generated/routes.ts', import.meta.url), routesSource())
}
