import { scopes } from '@loggia/contract'
import { expect, test } from 'vitest'
import type { Actor, Role } from './actor.ts'
import { authorise, can } from './can.ts'

const user = (role: Role, staff: 'operator'[] = []): Actor => ({
  kind: 'user',
  userId: 'usr_me',
  role,
  staff,
})
const key = (role: Role, held: typeof scopes, agentIds?: string[]): Actor => ({
  ...{ kind: 'key', keyId: 'key_1', userId: 'usr_me', role, staff: [], scopes: held },
  ...(agentIds && { agentIds }),
})

// Rows are scopes; who may, in the order owner, admin, builder, viewer, anonymous.
const table: Record<(typeof scopes)[number], string> = {
  'agents:read': 'yyyy-',
  'agents:write': 'yyy--',
  'conversations:read': 'yyyy-',
  'conversations:write': 'yyyy-',
  'runs:read': 'yyyy-',
  'runs:write': 'yyyy-',
  'approvals:answer': 'yyyy-',
  'models:read': 'yyyy-',
  'secrets:read': 'yyy--',
  'secrets:write': 'yy---',
  'keys:manage': 'yyy--',
  'audit:read': 'yy---',
  'workspace:read': 'yyyy-',
  'members:manage': 'yy---',
  'workspace:manage': 'y----',
  'memory:read': 'yyyy-',
  'memory:write': 'yyy--',
  'knowledge:read': 'yyyy-',
  'knowledge:write': 'yyy--',
  'instance:read': '-----',
  'instance:manage': '-----',
}

test.each(scopes)('%s is for the roles the table names', scope => {
  const actors: Actor[] = [
    ...(['owner', 'admin', 'builder', 'viewer'] as const).map(role => user(role)),
    { kind: 'anonymous' },
  ]
  expect(actors.map(actor => (can(actor, scope) ? 'y' : '-')).join('')).toBe(table[scope])
})

test('the instance is read and managed by operators, whatever their role in a workspace', () => {
  expect(can(user('viewer', ['operator']), 'instance:read')).toBe(true)
  expect(can(user('viewer', ['operator']), 'instance:manage')).toBe(true)
})

test('a key may what it holds and its user may, and no more', () => {
  expect(can(key('owner', ['agents:read']), 'agents:read')).toBe(true)
  expect(can(key('owner', ['agents:read']), 'agents:write')).toBe(false)
  expect(can(key('viewer', ['agents:write']), 'agents:write')).toBe(false)
})

test('a key bound to agents reaches no other', () => {
  const bound = key('owner', ['agents:read'], ['agt_1'])
  expect(can(bound, 'agents:read', { agentId: 'agt_1' })).toBe(true)
  expect(can(bound, 'agents:read', { agentId: 'agt_2' })).toBe(false)
})

test('what belongs to another user is read by owners and admins and written by nobody', () => {
  const theirs = { userId: 'usr_other' }
  const may = (role: Role) =>
    (['conversations:read', 'conversations:write', 'approvals:answer'] as const).map(scope =>
      can(user(role), scope, theirs),
    )
  expect(may('owner')).toEqual([true, false, false])
  expect(may('admin')).toEqual([true, false, false])
  expect(may('builder')).toEqual([false, false, false])
})

test('a refusal says which scope is missing, and to a stranger to sign in', () => {
  expect(() => authorise({ kind: 'anonymous' }, 'agents:read')).toThrow(
    expect.objectContaining({ code: 'unauthenticated' }),
  )
  expect(() => authorise(key('owner', []), 'agents:read')).toThrow(
    'This API key does not have the scope agents:read.',
  )
  expect(() => authorise(user('viewer'), 'agents:write')).toThrow(
    expect.objectContaining({ code: 'forbidden' }),
  )
})
