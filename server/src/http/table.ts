import { type OperationMeta, type Operations, operations } from '@loggia/contract'
import type { AnyContractProcedure } from '@orpc/contract'

/** `group.name` of every operation of the contract. */
export type OperationName = {
  [Group in keyof Operations & string]: `${Group}.${keyof Operations[Group] & string}`
}[keyof Operations & string]

/** One row of the contract's table as HTTP sees it. */
export interface TableRow extends OperationMeta {
  name: OperationName
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** With `{name}` parameters. */
  path: string
  contract: AnyContractProcedure
}

/** The contract's operations as a flat list: there is no other list of routes. */
export const table: readonly TableRow[] = Object.entries(operations).flatMap(([group, members]) =>
  Object.entries(members as Record<string, AnyContractProcedure>).map(([name, contract]) => {
    const { route, meta } = contract['~orpc']
    return {
      ...(meta as OperationMeta),
      name: `${group}.${name}` as OperationName,
      method: (route.method ?? 'POST') as TableRow['method'],
      path: route.path ?? '/',
      contract,
    }
  }),
)
