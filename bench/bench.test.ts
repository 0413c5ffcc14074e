import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Measurement } from './bench.ts'
import { budgets, judge } from './budgets.ts'
import { replyFrames } from './model/script.ts'
import { readOptions, rowNames } from './options.ts'
import { mergeResults, tableOf } from './report.ts'
import { countFaults } from './rows/resume.ts'
import { commonPrefix, median, percentile } from './statistics.ts'
import { serverFlags } from './targets/loggia.ts'
import type { TargetId } from './targets/target.ts'

const measured = (budget: string, target: TargetId, value: number, errors = 0): Measurement => ({
  budget,
  target,
  value,
  samples: [value],
  errors,
  measuredAt: '2026-11-22T12:00:00.000Z',
  commit: 'abc',
})

test('percentiles are values that occurred; a median of two is their mean', () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index)
  expect([percentile(values, 0.5), percentile(values, 0.95), percentile([7], 0.95)]).toEqual([50, 95, 7])
  expect(median([4, 2])).toBe(3)
  expect(commonPrefix('abcd', 'abxd')).toBe(2)
})

test('a share of R2 is judged by R2 of the same run, and not at all without it', () => {
  expect(judge({ atMostR2: 0.5 }, 49, 0, 100)).toEqual({ kind: 'pass' })
  expect(judge({ atMostR2: 0.5 }, 60, 0, 100)).toEqual({ kind: 'miss', percent: expect.closeTo(20) })
  expect(judge({ atMostR2: 0.5 }, 60, 0, undefined)).toEqual({ kind: 'unknown' })
  expect(judge({ atLeastR2: 1.5 }, 120, 0, 100)).toEqual({ kind: 'miss', percent: expect.closeTo(25) })
})

test('a fast run with errors is a miss, and so is one where nothing came', () => {
  expect(judge({ atMost: 4 }, 1, 1, undefined).kind).toBe('miss')
  expect(judge({ atMost: 4 }, Number.NaN, 5, undefined).kind).toBe('miss')
})

test('every budget belongs to a row that can be asked for, and every row has a budget', () => {
  expect(new Set(budgets.map(budget => budget.row))).toEqual(new Set(rowNames))
})

test('an unknown row is refused by name', () => {
  expect(() => readOptions(['--rows', 'ttft,speed'])).toThrow('speed')
  expect(readOptions(['--rows', 'cpu, ttft', '--quick'])).toMatchObject({
    rows: ['ttft', 'cpu'],
    write: false,
  })
})

test('a cell has the value, its ratio to R2 and the verdict', () => {
  const [, row] = tableOf([measured('ttft-100', 'r2', 100), measured('ttft-100', 'postgres', 60)])
  expect(row?.at(-1)).toBe('60 ms, 0.60 × R2, **miss by 20 %**')
  expect(row?.[1]).toBe('PGlite <= 1 × R2, Postgres <= 0.5 × R2')
})

test('new results replace old ones of the same budget and target, unless the machine is another', () => {
  const machine = { processor: 'a', cores: 2, memoryGb: 8, system: 'Linux x64', node: '26' }
  const old = { machine, measurements: [measured('ttft-1', 'r1', 1), measured('ttft-1', 'r2', 2)] }
  const fresh = { machine, measurements: [measured('ttft-1', 'r2', 3)] }
  expect(mergeResults(old, fresh).measurements.map(one => one.value)).toEqual([1, 3])
  expect(mergeResults(old, { ...fresh, machine: { ...machine, cores: 4 } }).measurements).toHaveLength(1)
})

test('the model that calls tools makes three steps of two calls, then answers in fifty tokens', () => {
  const messages = [{ role: 'user', content: 'Go.' }]
  const results = (count: number) => Array.from({ length: count }, () => ({ role: 'tool', content: '1' }))
  const steps = [0, 2, 4, 6].map(count =>
    replyFrames({ model: 'steps', messages: [...messages, ...results(count)] }),
  )
  expect(steps.map(frames => frames.length)).toEqual([1, 1, 1, 50])
  expect(steps.map(frames => frames.join('').split('"calculator"').length - 1)).toEqual([2, 2, 2, 0])
})

test('the measured server gets the flags that `npm start` gives it', () => {
  const script = readFileSync(new URL('../scripts/run.mjs', import.meta.url), 'utf8')
  const [, flags = ''] = /serverFlags = \[(.*?)\]/s.exec(script) ?? []
  expect(flags.match(/--[a-z0-9=-]+/g)).toEqual(serverFlags)
})

test('a lost, a doubled and a swapped event each count as faults of a resumed reply', () => {
  const whole = ['RUN_STARTED', 'a', 'b', 'RUN_FINISHED'].map((delta, index) => ({
    id: `run_1:0:${index + 1}`,
    data: JSON.stringify({ type: 'TEXT_MESSAGE_CONTENT', delta }),
  }))
  const pick = (...indexes: number[]) => indexes.flatMap(index => whole[index] ?? [])
  expect(countFaults(whole, whole)).toBe(0)
  for (const broken of [pick(0, 1, 2), pick(0, 1, 1, 2, 3), pick(0, 2, 1, 3), pick(0, 2, 3), []]) {
    expect(countFaults(broken, whole)).toBeGreaterThan(0)
  }
})
