/** Labels of one series, in a fixed order of names. */
type Labels = Record<string, string>

interface Series {
  labels: string
  value: number
  buckets: number[]
  count: number
}

type Kind = 'counter' | 'gauge' | 'histogram'

interface Family {
  kind: Kind
  help: string
  bounds: readonly number[]
  series: Map<string, Series>
  /** Reads a gauge's value when it is asked for. */
  read: (() => number) | undefined
}

/** Upper bounds of histograms of times, in seconds. */
const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

const quoted = (value: string) => value.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/"/g, '\\"')

const format = (labels: Labels): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}="${quoted(value)}"`)
    .join(',')

/** A small registry of counters, gauges and histograms that writes the text format of Prometheus. */
export function createMetrics() {
  const families = new Map<string, Family>()

  function family(name: string, kind: Kind, help: string, read?: () => number): Family {
    const made: Family = { kind, help, bounds: kind === 'histogram' ? seconds : [], series: new Map(), read }
    families.set(name, made)
    return made
  }
  function series(of: Family, labels: Labels): Series {
    const key = format(labels)
    let found = of.series.get(key)
    if (!found) {
      found = { labels: key, value: 0, buckets: of.bounds.map(() => 0), count: 0 }
      of.series.set(key, found)
    }
    return found
  }

  return {
    /** Counts things that happened. */
    counter(name: string, help: string) {
      const of = family(name, 'counter', help)
      return (labels: Labels = {}, by = 1) => {
        series(of, labels).value += by
      }
    },
    /** Observes durations in seconds. */
    histogram(name: string, help: string) {
      const of = family(name, 'histogram', help)
      return (value: number, labels: Labels = {}) => {
        const into = series(of, labels)
        into.value += value
        into.count += 1
        of.bounds.forEach((bound, index) => {
          if (value <= bound) into.buckets[index] = (into.buckets[index] ?? 0) + 1
        })
      }
    },
    /** A value that is read when the metrics are asked for. */
    gauge(name: string, help: string, read: () => number): void {
      family(name, 'gauge', help, read)
    },
    /** All series as Prometheus reads them, version 0.0.4 of its text format. */
    text(): string {
      return `${[...families].flatMap(([name, of]) => render(name, of)).join('\n')}\n`
    },
  }
}
export type Metrics = ReturnType<typeof createMetrics>

function render(name: string, of: Family): string[] {
  const lines = [`# HELP ${name} ${of.help}`, `# TYPE ${name} ${of.kind}`]
  if (of.read) return [...lines, `${name} ${of.read()}`]
  for (const { labels, value, buckets, count } of of.series.values()) {
    const braces = labels === '' ? '' : `{${labels}}`
    if (of.kind !== 'histogram') {
      lines.push(`${name}${braces} ${value}`)
      continue
    }
    const comma = labels === '' ? '' : `${labels},`
    of.bounds.forEach((bound, index) => {
      lines.push(`${name}_bucket{${comma}le="${bound}"} ${buckets[index] ?? 0}`)
    })
    lines.push(`${name}_bucket{${comma}le="+Inf"} ${count}`)
    lines.push(`${name}_sum${braces} ${value}`, `${name}_count${braces} ${count}`)
  }
  return lines
}
