import { readFileSync } from 'node:fs'
import { type Scope, scopes, scopeTable } from '@loggia/contract'
import { type Actor, can, type Role, type StaffRole } from '@loggia/core/identity'
import { expect, test } from 'vitest'

const rfc = readFileSync(new URL('../../../docs/rfcs/001-identity.md', import.meta.url), 'utf8')
const columns = ['owner', 'admin', 'builder', 'viewer', 'operator', 'moderator', 'support'] as const

/** A staff role is looked at apart from what its holder may do as a member: as what a viewer gains by it. */
function mayBy(column: (typeof columns)[number], scope: Scope): boolean {
  const as = (role: Role, staff: StaffRole[] = []): Actor => ({ kind: 'user', userId: 'usr_me', role, staff })
  if (column === 'operator' || column === 'moderator' || column === 'support')
    return can(as('viewer', [column]), scope) && !can(as('viewer'), scope)
  return can(as(column), scope)
}

const table = [
  `| scope | what it allows | ${columns.join(' | ')} |`,
  `| --- | --- | ${columns.map(() => '---').join(' | ')} |`,
  ...scopes.map(scope => {
    const cells = columns.map(column => (mayBy(column, scope) ? 'yes' : ''))
    return `| \`${scope}\` | ${scopeTable[scope]} | ${cells.join(' | ')} |`
  }),
].join('\n')

test('the role table of the RFC is what can() decides', () => {
  expect(/<!-- roles -->\n([\s\S]*?)\n<!-- \/roles -->/.exec(rfc)?.[1]?.trim()).toBe(table)
})

test('each test that the RFC calls a proof is there', () => {
  const named = [...rfc.matchAll(/`([\w/.-]+\.test\.ts)`/g)].map(([, path = '']) => path)
  expect(named.length).toBeGreaterThan(8)
  for (const path of named)
    expect(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8'), path).toMatch(/\btest/)
})
