import { type Scope, scopes } from '@loggia/contract'
import type { Actor, can, Role, StaffRole } from '@loggia/core/identity'
import { holds, personal } from '../matrix.ts'

const people: readonly { letters: string; role: Role; staff: StaffRole[] }[] = [
  { letters: 'o', role: 'owner', staff: [] },
  { letters: 'a', role: 'admin', staff: [] },
  { letters: 'b', role: 'builder', staff: [] },
  { letters: 'v', role: 'viewer', staff: [] },
  { letters: 'vO', role: 'viewer', staff: ['operator'] },
  { letters: 'vM', role: 'viewer', staff: ['moderator'] },
  { letters: 'vS', role: 'viewer', staff: ['support'] },
]
const me = 'usr_me'

/** What may be done to another member's things. */
const holdsForeign = (letters: string, scope: Scope): boolean => {
  if (!holds(letters, scope)) return false
  return !personal.includes(scope) || (scope.endsWith(':read') && /[oa]/.test(letters))
}

/** Every case in which this `can` is not what the matrix declares, as sentences; a throw is one too. */
export function deviations(decide: typeof can): string[] {
  const found: string[] = []
  const check = (wanted: boolean, told: string, ask: () => boolean) => {
    let said: unknown
    try {
      said = ask()
    } catch (error) {
      said = error
    }
    if (said !== wanted) found.push(`${told}: ${said}, not ${wanted}`)
  }
  for (const scope of scopes) {
    check(false, `anonymous ${scope}`, () => decide({ kind: 'anonymous' }, scope))
    for (const { letters, role, staff } of people) {
      const user: Actor = { kind: 'user', userId: me, role, staff }
      const key = (held: Scope[], agentIds?: string[]): Actor => ({
        ...{ kind: 'key', keyId: 'key_1', userId: me, role, staff, scopes: held },
        ...(agentIds && { agentIds }),
      })
      const own = holds(letters, scope)
      const told = `${letters} ${scope}`
      check(own, told, () => decide(user, scope))
      check(own, `${told}, their own`, () => decide(user, scope, { userId: me }))
      check(holdsForeign(letters, scope), `${told}, another's`, () =>
        decide(user, scope, { userId: 'usr_you' }),
      )
      check(own, `${told} by a key`, () => decide(key([...scopes]), scope))
      check(false, `${told} by a key without it`, () =>
        decide(key(scopes.filter(other => other !== scope)), scope),
      )
      check(own, `${told} by a key of the agent`, () =>
        decide(key([...scopes], ['agt_1']), scope, { agentId: 'agt_1' }),
      )
      check(false, `${told} by a key of another agent`, () =>
        decide(key([...scopes], ['agt_1']), scope, { agentId: 'agt_2' }),
      )
    }
  }
  return found
}
