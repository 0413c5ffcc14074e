import { createRedactor } from '@loggia/core/identity'
import { expect, test } from 'vitest'
import { ownSecrets } from './own-secrets.ts'

const none = { secretKey: undefined, databaseUrl: undefined, appDatabaseUrl: undefined }

test('the keys and passwords that the instance is opened with are hidden from its log', () => {
  const redactor = createRedactor()
  const config = {
    secretKey: 'newest-key-of-the-instance-0123456, former-key-of-the-instance-0123456',
    databaseUrl: 'postgres://owner:p%40ss-of-owner@db/loggia',
    appDatabaseUrl: 'postgres://app:p4ss-of-the-app@db/loggia',
  }
  for (const secret of ownSecrets(config)) redactor.learn(secret)
  const shown = redactor.text(JSON.stringify([config, 'p@ss-of-owner']))
  for (const secret of ['newest-key', 'former-key', 'ss-of-owner', 'p4ss-of'])
    expect(shown).not.toContain(secret)
})

test('where there is nothing to hide, nothing is', () => {
  expect(ownSecrets(none)).toEqual([])
  expect(ownSecrets({ ...none, databaseUrl: 'postgres://peer@/loggia' })).toEqual([])
})
