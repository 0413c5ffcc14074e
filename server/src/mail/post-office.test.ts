import { expect, test } from 'vitest'
import { createLog } from '../observe/log.ts'
import { signInLetter } from './letters.ts'
import { openPostOffice } from './post-office.ts'
import { openMailbox } from './testing.ts'

const letter = signInLetter('ada@example.org', 'http://localhost:3000/sign-in/link#token=abc')

function office(settings: { smtpUrl?: string; isDevelopment: boolean }) {
  const lines: string[] = []
  const log = createLog({ level: 'warn', redact: text => text, write: line => lines.push(line) })
  return { lines, ...openPostOffice({ smtpUrl: undefined, from: 'house@example.org', log, ...settings }) }
}

test('a letter goes to the mail server, and not to the log', async () => {
  const mailbox = await openMailbox()
  const { send, lines } = office({ smtpUrl: mailbox.url, isDevelopment: true })
  await send(letter)
  expect((await mailbox.link('ada@example.org')).href).toBe('http://localhost:3000/sign-in/link#token=abc')
  expect(lines).toEqual([])
  await mailbox.close()
  await expect(send(letter)).rejects.toMatchObject({ code: 'mail_unavailable' })
})

test('while only this machine reaches the server, a letter can be read in the log', async () => {
  const { send, lines } = office({ isDevelopment: true })
  await send(letter)
  expect(lines.join('')).toContain('http://localhost:3000/sign-in/link#token=abc')
})

test('elsewhere a link never gets into the log: there is no mail', async () => {
  const { send, lines, isOpen, requireOpen } = office({ isDevelopment: false })
  expect(isOpen).toBe(false)
  expect(requireOpen).toThrow(expect.objectContaining({ code: 'mail_unavailable' }))
  await expect(send(letter)).rejects.toMatchObject({ code: 'mail_unavailable' })
  expect(lines).toEqual([])
})
