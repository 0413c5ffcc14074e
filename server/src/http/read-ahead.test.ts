import type { Context } from '@loggia/core/identity'
import { expect, test } from 'vitest'
import { verifyAndRead } from './read-ahead.ts'

const caller = (userId: string, workspaceId: string) =>
  ({ actor: { kind: 'user', userId, role: 'owner', staff: [] }, workspaceId }) as unknown as Context
const ada = caller('user_ada', 'ws_ada')
const read = async (context: Context) => `read for ${context.workspaceId}`

test('what was read for the expected caller counts when it is that caller', async () => {
  const { ahead } = await verifyAndRead({ expected: ada, verified: Promise.resolve(ada) }, read, {})
  expect(await ahead).toBe('read for ws_ada')
})

test.each([
  ['another user', caller('user_eve', 'ws_ada')],
  ['another workspace', caller('user_ada', 'ws_other')],
  ['nobody', { actor: { kind: 'anonymous' }, workspaceId: 'nobody' } as unknown as Context],
])('it counts for nothing when the claim turns out to belong to %s', async (_, verified) => {
  const answer = await verifyAndRead({ expected: ada, verified: Promise.resolve(verified) }, read, {})
  expect(answer).toEqual({ context: verified, ahead: undefined })
})

test('a refused caller hears the refusal, whatever became of the reading', async () => {
  const refused = Promise.reject(new Error('revoked'))
  const failing = () => Promise.reject(new Error('unread'))
  await expect(verifyAndRead({ expected: ada, verified: refused }, failing, {})).rejects.toThrow('revoked')
})

test('nothing is read for a claim that was never verified', async () => {
  let reads = 0
  const counting = async () => ++reads
  await verifyAndRead({ expected: undefined, verified: Promise.resolve(ada) }, counting, {})
  expect(reads).toBe(0)
})
