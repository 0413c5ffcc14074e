import { expect, test } from 'vitest'
import { checkHandlers } from './handlers.ts'

test('an operation without a handler, with two, and a handler beside the table stop the start', () => {
  const names = ['agents.list', 'agents.get'] as const
  const handler = () => undefined
  expect(() =>
    checkHandlers(names, { json: { 'agents.list': handler }, wire: { 'agents.get': handler } }),
  ).not.toThrow()
  expect(() => checkHandlers(names, { json: { 'agents.list': handler }, wire: {} })).toThrow(
    'agents.get has no handler',
  )
  const all = { 'agents.list': handler, 'agents.get': handler }
  expect(() => checkHandlers(names, { json: all, wire: { 'agents.get': handler } })).toThrow(
    'agents.get has two handlers',
  )
  expect(() => checkHandlers(names, { json: { ...all, 'users.list': handler }, wire: {} })).toThrow(
    'users.list is in no table',
  )
})
