import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

test('flags win over the environment, the environment over defaults', () => {
  const config = readConfig({ PORT: '4000', HOST: '0.0.0.0', LOGGIA_DATA: '/data' }, { port: 5000 })
  expect(config).toMatchObject({ port: 5000, host: '0.0.0.0', dataDirectory: '/data' })
  expect(readConfig({})).toMatchObject({ port: 3000, host: '127.0.0.1', databaseUrl: undefined })
})

test('what is wrong in the environment is named', () => {
  expect(() => readConfig({ PORT: 'http' })).toThrow(/PORT is "http"/)
  expect(() => readConfig({ LOGGIA_LOG: 'loud' })).toThrow(/LOGGIA_LOG/)
  expect(() => readConfig({ LOGGIA_URL: 'agents.example.org/x' })).toThrow(/LOGGIA_URL/)
})

test('what is wrong about mail and single sign-on is named, and never repeated', () => {
  const smtp = () => readConfig({ LOGGIA_SMTP_URL: 'mail.example.org:hunter2' })
  expect(smtp).toThrow(/LOGGIA_SMTP_URL/)
  expect(smtp).not.toThrow(/hunter2/)
  expect(() => readConfig({ LOGGIA_SMTP_URL: 'smtp://me:%zz@mail.example.org' })).toThrow(/LOGGIA_SMTP_URL/)
  const sso = { LOGGIA_OIDC_ISSUER: 'https://id.example.org', LOGGIA_OIDC_CLIENT_ID: 'loggia' }
  expect(() => readConfig(sso)).toThrow(/LOGGIA_OIDC_CLIENT_SECRET/)
  const whole = { ...sso, LOGGIA_OIDC_CLIENT_SECRET: 'hunter2' }
  expect(readConfig(whole).sso).toMatchObject({ issuer: 'https://id.example.org', name: 'id.example.org' })
  const plain = { ...whole, LOGGIA_OIDC_ISSUER: 'http://id.example.org' }
  expect(() => readConfig(plain)).toThrow(/LOGGIA_OIDC_ISSUER is no https address/)
})

test("only providers' variables are handed on", () => {
  const { environment } = readConfig({ OPENAI_API_KEY: ' sk-1 ', OPENAI_BASE_URL: 'http://x', HOME: '/root' })
  expect(environment).toEqual({ OPENAI_API_KEY: 'sk-1', OPENAI_BASE_URL: 'http://x' })
})

test('backups are made where a folder is named, and what is wrong about them is named', () => {
  expect(readConfig({}).backups).toBeUndefined()
  const settings = { LOGGIA_BACKUPS: '/backups', LOGGIA_BACKUP_KEEP: '3' }
  expect(readConfig(settings).backups).toEqual({ folder: '/backups', at: '15 2 * * *', keep: 3 })
  expect(() => readConfig({ ...settings, LOGGIA_BACKUP_AT: 'daily' })).toThrow(/LOGGIA_BACKUP_AT is "daily"/)
  expect(() => readConfig({ ...settings, LOGGIA_BACKUP_KEEP: '0' })).toThrow(/LOGGIA_BACKUP_KEEP/)
})
