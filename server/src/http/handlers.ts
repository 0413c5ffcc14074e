import type { Operations } from '@loggia/contract'
import type { Context } from '@loggia/core/identity'
import type { AnyContractProcedure, InferSchemaInput, InferSchemaOutput } from '@orpc/contract'
import type { WireHandler } from './exchange.ts'
import type { OperationName } from './table.ts'

/** Operations whose answer is a protocol of its own, or that set cookies: written by hand over the table. */
export type WireName =
  | 'messages.send'
  | 'messages.retry'
  | 'runs.events'
  | 'files.upload'
  | 'files.download'
  | 'documents.upload'
  | 'instance.metrics'
  | 'instance.security'
  | 'instance.openapi'
  | 'instance.reference'
  | 'audit.export'
  | 'audit.exportInstance'
  | Exclude<`account.${keyof Operations['account'] & string}`, 'account.ways'>
  | 'sessions.list'
  | 'sessions.revokeOthers'
  | 'people.export'
  | `doors.${keyof Operations['doors'] & string}`

export type JsonName = Exclude<OperationName, WireName>

type ContractOf<Name extends OperationName> = Name extends `${infer Group}.${infer Member}`
  ? Group extends keyof Operations
    ? Member extends keyof Operations[Group]
      ? Operations[Group][Member]
      : never
    : never
  : never

/** Takes what the schema made of the input, answers what the schema will check. */
export type JsonHandler<Contract> = Contract extends AnyContractProcedure
  ? (
      context: Context,
      input: InferSchemaOutput<Contract['~orpc']['inputSchema']>,
    ) => Promise<InferSchemaInput<Contract['~orpc']['outputSchema']>>
  : never

/** Exactly one handler for each operation of the table; the compiler and a test both count. */
export interface Handlers {
  json: { [Name in JsonName]: JsonHandler<ContractOf<Name>> }
  wire: { [Name in WireName]: WireHandler }
}

/** Throws unless every operation of the table has exactly one handler and no handler is beside the table. */
export function checkHandlers(
  names: readonly OperationName[],
  handlers: { json: object; wire: object },
): void {
  const given = [...Object.keys(handlers.json), ...Object.keys(handlers.wire)]
  const wrong = [
    ...names.filter(name => !given.includes(name)).map(name => `${name} has no handler`),
    ...given.filter((name, index) => given.indexOf(name) !== index).map(name => `${name} has two handlers`),
    ...given.filter(name => !names.includes(name as OperationName)).map(name => `${name} is in no table`),
  ]
  if (wrong.length > 0) throw new Error(`The operations and their handlers differ: ${wrong.join(', ')}.`)
}
