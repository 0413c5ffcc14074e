import { expect, test } from 'vitest'
import { problemAt } from './problem-at.ts'

const problems = [
  { path: 'name', message: 'too short' },
  { path: 'budget.steps', message: 'at least 1' },
  { path: 'starters.2', message: 'too long' },
]

test('a field finds its own problem and those below it, not those of a neighbour', () => {
  expect(problemAt(problems, 'name')).toBe('too short')
  expect(problemAt(problems, 'starters')).toBe('2: too long')
  expect(problemAt(problems, 'budget.steps')).toBe('at least 1')
  expect(problemAt(problems, 'budget.step')).toBeUndefined()
})
