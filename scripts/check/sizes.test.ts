import { expect, test } from 'vitest'
import { wrongSizes } from './sizes.ts'

const file = (lines: number, line = 'a') => ({ path: `${lines}.ts`, text: `${line}\n`.repeat(lines) })

test('files within the rules are fine', () => {
  expect(
    wrongSizes([file(10), file(80), file(400)].concat(Array.from({ length: 20 }, () => file(20)))),
  ).toEqual([])
})

test('a long file is named, a high median and a high ninetieth percentile are said', () => {
  expect(wrongSizes([file(1), file(1), file(1), file(401)])).toEqual([
    expect.stringContaining('401.ts has 401 lines'),
  ])
  expect(wrongSizes([file(81)])).toEqual(['The median file has 81 lines, more than 80.'])
  expect(
    wrongSizes([...Array.from({ length: 8 }, () => file(1)), file(251), file(251), file(251)]),
  ).toHaveLength(1)
})

test('more than one "any" in 1,000 lines is said, as a type and not as a word', () => {
  expect(wrongSizes([file(10, 'const a: any = b as any')])).toHaveLength(1)
  expect(wrongSizes([file(10, '// any of them, if any; { any: 1 }')])).toEqual([])
})
