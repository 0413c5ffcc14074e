import { operations } from '@loggia/contract'
import type { AnyContractProcedure } from '@orpc/contract'

/** The contract's table without its schemas, as source text: all that a browser needs to know of it. */
export function routesSource(): string {
  const groups = Object.entries(operations).map(([group, members]) => {
    const rows = Object.entries(members as Record<string, AnyContractProcedure>).map(([name, contract]) => {
      const { route } = contract['~orpc']
      return `    ${name}: ['${route.method}', '${route.path}'],\n`
    })
    return `  ${group}: {\n${rows.join('')}  },\n`
  })
  return `// Generated from the contract by "npm run docs"; a test fails when it is stale.\nexport const routes = {\n${groups.join('')}} as const\n`
}
