import type { Measurement } from './bench.ts'
import { type Budget, budgets, judge, type Limit } from './budgets.ts'
import type { Machine } from './machine.ts'
import { type TargetId, targetIds, targetTitles } from './targets/target.ts'

/** What `bench/results.json` holds: the last measurement of each budget on each target. */
export interface Results {
  machine: Machine
  measurements: Measurement[]
}

/** New results over old ones of the same machine; those of another machine are dropped. */
export function mergeResults(old: Results | undefined, fresh: Results): Results {
  const same =
    old && old.machine.processor === fresh.machine.processor && old.machine.cores === fresh.machine.cores
  const key = (one: Measurement) => `${one.budget} ${one.target}`
  const merged = new Map(
    [...(same ? old.measurements : []), ...fresh.measurements].map(one => [key(one), one]),
  )
  const order = (one: Measurement) =>
    budgets.findIndex(budget => budget.id === one.budget) * targetIds.length + targetIds.indexOf(one.target)
  return {
    machine: fresh.machine,
    measurements: [...merged.values()].toSorted((a, b) => order(a) - order(b)),
  }
}

/** The table as rows of cells, the first row being its head; only budgets with a measurement. */
export function tableOf(measurements: readonly Measurement[]): string[][] {
  const head = ['what', 'budget', ...targetIds.map(id => targetTitles[id])]
  const rows = budgets.flatMap(budget => {
    const own = new Map(measurements.filter(one => one.budget === budget.id).map(one => [one.target, one]))
    if (own.size === 0) return []
    return [[budget.what, limitsOf(budget), ...targetIds.map(id => cell(budget, own, id))]]
  })
  return [head, ...rows]
}

function cell(budget: Budget, own: Map<TargetId, Measurement>, id: TargetId): string {
  const one = own.get(id)
  if (!one) return '-'
  const r2 = own.get('r2')?.value
  const ours = id === 'pglite' || id === 'postgres'
  const parts = [amount(one.value, budget.unit)]
  if (ours && r2 !== undefined) parts.push(`${(one.value / r2).toFixed(2)} × R2`)
  const limit = ours ? budget.limits[id] : undefined
  if (limit) parts.push(verdict(limit, one, r2))
  if (one.errors > 0) parts.push(`${one.errors} errors`)
  return parts.join(', ')
}

function verdict(limit: Limit, one: Measurement, r2: number | undefined): string {
  const result = judge(limit, one.value, one.errors, r2)
  if (result.kind === 'pass') return 'pass'
  if (result.kind === 'unknown') return 'R2 not measured'
  return Number.isFinite(result.percent) ? `**miss by ${result.percent.toFixed(0)} %**` : '**miss**'
}

function limitsOf({ limits, unit }: Budget): string {
  const pglite = limits.pglite && sentence(limits.pglite, unit)
  const postgres = limits.postgres && sentence(limits.postgres, unit)
  if (pglite === postgres) return pglite ?? ''
  return [pglite && `PGlite ${pglite}`, postgres && `Postgres ${postgres}`].filter(Boolean).join(', ')
}

function sentence(limit: Limit, unit: string): string {
  if ('atMost' in limit) return `<= ${limit.atMost} ${unit}`.trim()
  if ('atLeast' in limit) return `>= ${limit.atLeast} ${unit}`.trim()
  return 'atMostR2' in limit ? `<= ${limit.atMostR2} × R2` : `>= ${limit.atLeastR2} × R2`
}

function amount(value: number, unit: string): string {
  const digits = Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return `${value.toFixed(digits)} ${unit}`.trim()
}

/** The table for a terminal. */
export function plainTable(measurements: readonly Measurement[]): string {
  const rows = tableOf(measurements).map(row => row.map(text => text.replaceAll('**', '')))
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0))) ?? []
  return rows.map(row => row.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  ')).join('\n')
}

/** The page `docs/reference/kpis.md`; `notes` is what people wrote about misses, in Markdown. */
export function page(results: Results, notes: string): string {
  const [head = [], ...rows] = tableOf(results.measurements)
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  const { machine } = results
  const postgres = machine.postgres === undefined ? '' : `, Postgres ${machine.postgres}`
  const remarks = results.measurements.map(one => {
    const spread = one.samples.map(sample => sample.toFixed(2)).join(', ')
    const note = one.note === undefined ? '' : `; ${one.note}`
    const when = `${one.measuredAt.slice(0, 10)} at ${one.commit}`
    return `| ${one.budget} | ${targetTitles[one.target]} | ${spread}${note} | ${when} |`
  })
  return `<!-- Written by \`npm run bench\`; words about misses belong in bench/notes.md. -->
# Measured numbers

Our budgets beside two references that ran in the same rounds on the same mock model (50 tokens; paced:
the first after 200 ms, then one every 10 ms; unpaced: all at once). R1 is a relay of 25 lines without
storage, R2 a Hono route over the AI SDK's \`streamText\`. "Added" is the client's time minus the model's
own. A value is the median of its rounds. CPU is the server's process tree, without Postgres's own
processes, which are noted below. A conversation is left for a new one after ten messages.
Time and memory of \`npm run check\` and \`npm test\` are printed by CI, where they are held to their budgets.

${machine.processor}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.system}, Node ${machine.node}${postgres}.

${[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')}

${notes.trim()}

## Rounds

| budget | target | rounds | measured |
| --- | --- | --- | --- |
${remarks.join('\n')}
`
}
