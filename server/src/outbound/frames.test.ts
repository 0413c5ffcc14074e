import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { gather } from './frames.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const gathering = (fullBytes = 1_000) => {
  const passed: string[] = []
  const frames = gather(30, fullBytes, bytes => passed.push(bytes.toString()))
  return { passed, add: (text: string) => frames.add(Buffer.from(text)), frames }
}

test('the first chunk passes at once, the next ones together when the frame is over', () => {
  const { passed, add } = gathering()
  add('a')
  expect(passed).toEqual(['a'])
  add('b')
  add('c')
  vi.advanceTimersByTime(29)
  expect(passed).toEqual(['a'])
  vi.advanceTimersByTime(1)
  expect(passed).toEqual(['a', 'bc'])
})

test('after a frame in which nothing came the next chunk passes at once again', () => {
  const { passed, add } = gathering()
  add('a')
  vi.advanceTimersByTime(30)
  add('b')
  expect(passed).toEqual(['a', 'b'])
})

test('what fills a frame does not wait for its end', () => {
  const { passed, add } = gathering(4)
  add('a')
  add('bcd')
  add('e')
  expect(passed).toEqual(['a', 'bcde'])
})

test('what is held is given on demand, and nothing comes after the stop', () => {
  const { passed, add, frames } = gathering()
  add('a')
  add('b')
  frames.give()
  expect(passed).toEqual(['a', 'b'])
  add('c')
  frames.stop()
  vi.advanceTimersByTime(100)
  expect(passed).toEqual(['a', 'b'])
})
