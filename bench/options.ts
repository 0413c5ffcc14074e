import { parseArgs } from 'node:util'
import { type TargetId, targetIds } from './targets/target.ts'

export const rowNames = [
  'ttft',
  'cpu',
  'throughput',
  'steps',
  'start',
  'memory',
  'growth',
  'install',
  'prompt',
  'kill',
  'resume',
  'clone',
] as const
export type RowName = (typeof rowNames)[number]

export interface Options {
  rows: RowName[]
  targets: TargetId[]
  quick: boolean
  rounds: number
  write: boolean
}

export const usage = `npm run bench -- [--rows ${rowNames.join(',')}]
                  [--targets ${targetIds.join(',')}] [--rounds 3] [--quick] [--no-write]

--quick runs one short round and writes nothing; else the results go to bench/results.json and
docs/reference/kpis.md.`

/** Reads the command line; throws with a sentence on a name that does not exist. */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    allowNegative: true,
    options: {
      rows: { type: 'string', default: rowNames.join(',') },
      targets: { type: 'string', default: targetIds.join(',') },
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      write: { type: 'boolean', default: true },
    },
  })
  const rounds = Number(values.rounds ?? (values.quick ? 1 : 3))
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds takes a whole number from 1 on.')
  return {
    rows: pick('--rows', values.rows, rowNames),
    targets: pick('--targets', values.targets, targetIds),
    quick: values.quick,
    rounds,
    write: values.write && !values.quick,
  }
}

/** The chosen names in the order of the list. */
function pick<Name extends string>(option: string, text: string, names: readonly Name[]): Name[] {
  const chosen = text.split(',').map(name => name.trim())
  const unknown = chosen.filter(name => !names.some(known => known === name))
  if (unknown.length) throw new Error(`${option} knows ${names.join(', ')}, not ${unknown.join(', ')}.`)
  return names.filter(name => chosen.includes(name))
}
