import { LoggiaError } from '@loggia/contract'
import { expect, test } from 'vitest'
import { type Role, roles } from '../identity/index.ts'
import { checkLeave, checkRemoval, checkRoleChange, checkTransfer } from './standing.ts'

const codeOf = (check: () => void): string => {
  try {
    check()
    return 'ok'
  } catch (error) {
    return error instanceof LoggiaError ? error.code : 'thrown'
  }
}

// Rows are who wants it; columns whom it is about: owner, admin, builder, viewer.
const removals: Record<Role, string> = {
  owner: 'ok ok ok ok',
  admin: 'forbidden ok ok ok',
  builder: 'forbidden forbidden forbidden forbidden',
  viewer: 'forbidden forbidden forbidden forbidden',
}

test.each(roles)('%s removes whom the table says', by => {
  const row = roles.map(target => codeOf(() => checkRemoval({ by, target, owners: 2 })))
  expect(row.join(' ')).toBe(removals[by])
})

test('an admin gives every role but that of an owner, and changes no owner', () => {
  const given = roles.map(role =>
    codeOf(() => checkRoleChange({ by: 'admin', target: 'viewer', owners: 1 }, role)),
  )
  expect(given).toEqual(['forbidden', 'ok', 'ok', 'ok'])
  const demoting = () => checkRoleChange({ by: 'admin', target: 'owner', owners: 2 }, 'viewer')
  expect(codeOf(demoting)).toBe('forbidden')
})

test('the last owner stays owner', () => {
  const alone = { by: 'owner', target: 'owner', owners: 1 } as const
  expect(codeOf(() => checkRoleChange(alone, 'admin'))).toBe('conflict')
  expect(codeOf(() => checkRoleChange(alone, 'owner'))).toBe('ok')
  expect(codeOf(() => checkRemoval(alone))).toBe('conflict')
  expect(codeOf(() => checkLeave(alone))).toBe('conflict')
  expect(codeOf(() => checkLeave({ ...alone, owners: 2 }))).toBe('ok')
})

test('who is no member can neither be changed nor change', () => {
  const stranger = { by: 'owner', target: undefined, owners: 1 } as const
  expect(codeOf(() => checkRemoval(stranger))).toBe('not_found')
  expect(codeOf(() => checkLeave(stranger))).toBe('not_found')
  expect(codeOf(() => checkTransfer(stranger, false))).toBe('not_found')
  expect(codeOf(() => checkRemoval({ by: undefined, target: 'viewer', owners: 1 }))).toBe('forbidden')
})

test('a workspace is handed over by an owner, to somebody else', () => {
  const transfer = (by: Role, isSelf = false) =>
    codeOf(() => checkTransfer({ by, target: 'viewer', owners: 1 }, isSelf))
  expect(roles.map(by => transfer(by))).toEqual(['ok', 'forbidden', 'forbidden', 'forbidden'])
  expect(transfer('owner', true)).toBe('conflict')
})
