import { expect, test } from 'vitest'
import { findSecrets } from './definition.ts'
import { starterAgent } from './starter.ts'

test('the agent of a new workspace answers with whatever model there is, with the basic tools', () => {
  const { handle, definition } = starterAgent
  expect(handle).toBe('hello')
  expect(definition.model).toEqual({})
  expect(definition.plugins).toEqual(['basics'])
  expect(definition.memory.scopes).toEqual(['conversation', 'user'])
})

test('its suggestions show tools, memory, an approval and help', () => {
  const { starters } = starterAgent.definition
  expect(starters).toHaveLength(4)
  expect(starters.join('\n')).toMatch(/time[\s\S]*remember[\s\S]*notice[\s\S]*can you do/)
})

test('nothing in it looks like a secret', () => {
  expect(findSecrets(starterAgent.definition)).toEqual([])
})
