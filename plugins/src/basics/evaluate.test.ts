import { expect, test } from 'vitest'
import { evaluate } from './evaluate.ts'

test.each([
  ['12*7', 84],
  ['2+3*4', 14],
  ['(2+3)*4', 20],
  ['2^3^2', 512],
  ['-2^2', -4],
  ['2^-1', 0.5],
  ['0.1+0.2', 0.3],
  ['15% of 80', 12],
  ['200 * 5%', 10],
  ['17 mod 5', 2],
  ['-3 mod 5', 2],
  ['1,250 × 4 ÷ 2', 2500],
  ['max(1,2,3) - min(4,5)', -1],
  ['sqrt(144) + round(2.345, 2)', 14.35],
  ['2 * pi', 6.28318530718],
  ['1e3 + .5', 1000.5],
  ['5 - 3 - 1', 1],
  ['-1', -1],
  ['2**10', 1024],
])('%s is %d', (expression, value) => {
  expect(evaluate(expression)).toBe(value)
})

test.each([
  ['', 'ends too early'],
  ['2 +', 'ends too early'],
  ['(1', '")" is missing'],
  ['2 $ 2', '"$" was not expected'],
  ['1/0', 'no finite value'],
  ['process.exit()', '"." was not expected'],
  ['process(1)', '"process" was not expected'],
  ['constructor(1)', '"constructor" was not expected'],
  ['sqrt(1,2)', 'does not take 2 numbers'],
  ['sqrt', '"(" is missing'],
  ['1 2', '"2" was not expected'],
  ['('.repeat(101), 'nests deeper than 100'],
])('"%s" is refused because it %s', (expression, why) => {
  expect(() => evaluate(expression)).toThrow(why)
})
