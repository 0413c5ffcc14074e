import { expect, test } from 'vitest'
import { cost, dayGroup, duration, size } from './format.ts'

const now = new Date(2026, 10, 22, 15).getTime()
const at = (day: number, hour = 9) => new Date(2026, 10, day, hour).toISOString()

test('a list is grouped by calendar days, not by hours gone by', () => {
  expect(dayGroup(at(22, 0), now)).toBe('Today')
  expect(dayGroup(at(21, 23), now)).toBe('Yesterday')
  expect(dayGroup(at(18), now)).toBe('This week')
  expect(dayGroup(at(3), now)).toBe('November 2026')
})

test('a duration is told in the unit people would use', () => {
  expect([duration(38.4), duration(1_440), duration(125_000)]).toEqual(['38 ms', '1.4 s', '2 min 5 s'])
})

test('a small cost keeps its first digits', () => {
  expect([cost(0), cost(0.00042), cost(1.2)]).toEqual(['$0', '$0.00042', '$1.20'])
})

test('a size names its unit', () => {
  expect([size(812), size(4_096), size(1_300_000)]).toEqual(['812 B', '4 kB', '1.3 MB'])
})
