import type { Member } from '@loggia/sdk'
import { expect, test } from 'vitest'
import { isLastOwner, type Role, rolesToGive } from './roles.ts'
import { slugOf } from './slug.ts'

const member = (id: string, role: Role): Member => ({
  id,
  name: id,
  email: `${id}@example.org`,
  role,
  joinedAt: '2026-11-22T12:00:00.000Z',
})
const ada = member('ada', 'owner')
const ben = member('ben', 'admin')
const cleo = member('cleo', 'viewer')
const all = [ada, ben, cleo]

test('an owner gives any role, an admin none of owner and to no owner, the others nothing', () => {
  expect(rolesToGive('owner', cleo, all)).toEqual(['owner', 'admin', 'builder', 'viewer'])
  expect(rolesToGive('admin', cleo, all)).toEqual(['admin', 'builder', 'viewer'])
  expect(rolesToGive('admin', ada, [...all, member('dan', 'owner')])).toEqual([])
  expect(rolesToGive('builder', cleo, all)).toEqual([])
  expect(rolesToGive('viewer', cleo, all)).toEqual([])
})

test('the last owner cannot be lowered, one of two can', () => {
  expect(isLastOwner(ada, all)).toBe(true)
  expect(rolesToGive('owner', ada, all)).toEqual([])
  expect(rolesToGive('owner', ada, [...all, member('dan', 'owner')])).toContain('viewer')
})

test('a slug is offered in plain letters, and none where a name has no such letter', () => {
  expect(slugOf('  Casa Müller & Söhne ')).toBe('casa-muller-sohne')
  expect(slugOf('Дом')).toBe('')
})
