import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from '../../scripts/run/root.mjs'
import { openLiar } from '../../server/src/auth/sso-testing.ts'
import { openMailbox } from '../../server/src/mail/testing.ts'
import { call, claim, composer, type House, openHouse, person } from './house.ts'
import { overflow, violations } from './measure.ts'

const folder = join(root, 'node_modules/.cache/screens')
let house: House
/** An invitation that the first test takes. */
let used: string
let operator: Page
let mailbox: Awaited<ReturnType<typeof openMailbox>>
let provider: Awaited<ReturnType<typeof openLiar>>

beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  mailbox = await openMailbox()
  provider = await openLiar()
  house = await openHouse('account', {
    LOGGIA_SMTP_URL: mailbox.url,
    LOGGIA_OIDC_ISSUER: provider.url,
    LOGGIA_OIDC_CLIENT_ID: 'loggia',
    LOGGIA_OIDC_CLIENT_SECRET: 'a secret of the provider',
  })
  operator = (await house.open()).page
  await claim(operator, house.link)
}, 120_000)
afterAll(async () => {
  await house?.close()
  await mailbox?.close()
  await provider?.close()
})

const invite = async (wish: object = { role: 'builder' }) => {
  const { link } = await call<{ link: string }>(operator, 'POST', '/api/invitations', wish)
  return link
}

const stranger = async () => (await house.open()).page

/** Holds a page of the door, narrow and wide, light and dark, to the numbers of every screen. */
async function stands(name: string, address: string, words: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [390, 1440]) {
      const { context, page } = await house.open({ viewport: { width, height: 860 }, colorScheme })
      await page.goto(address)
      await page.getByText(words).first().waitFor()
      await page.waitForFunction(() =>
        document.getAnimations().every(({ playState }) => playState !== 'running'),
      )
      await page.screenshot({ path: join(folder, `${name}-${colorScheme}-${width}.png`) })
      expect(await overflow(page)).toBeLessThanOrEqual(0)
      expect(await violations(page)).toEqual([])
      await context.close()
    }
  }
}

test('an invitation says what it is for; a stranger makes an account, comes back to it and joins', async () => {
  const link = await invite()
  used = link
  await stands('invitation', link, 'Make an account')
  const page = await stranger()
  await page.goto(link)
  await page.getByText('Ada Rossi invites you').waitFor()
  await page.getByRole('link', { name: 'Make an account' }).click()
  await page.waitForURL('**/sign-up#*')
  await stands('sign-up', page.url(), 'Make the account')
  await page.getByLabel('Your name').fill('Ben Moretti')
  await page.getByLabel('E-mail').fill('ben@example.org')
  await page.getByLabel('Password').fill('another long password')
  await page.getByRole('button', { name: 'Make the account' }).click()
  await page.getByText('ben@example.org').waitFor()
  await page.getByRole('button', { name: 'Accept the invitation' }).click()
  // Only the workspace that was joined has an agent: one stands in it.
  await composer(page).waitFor()
  const { workspaces } = await call<{ workspaces: { role: string }[] }>(page, 'GET', '/api/me')
  expect(workspaces.map(({ role }) => role).sort()).toEqual(['builder', 'owner'])
})

test('somebody with an account comes back to the invitation; one for another address, or used, says so', async () => {
  const first = await invite({ role: 'viewer', email: person.email.replace('ada', 'cleo') })
  const page = await stranger()
  await page.goto(first)
  // What somebody else left on this device must not stand in the way.
  await page.evaluate(() => localStorage.setItem('loggia.workspace', 'wsp_gone'))
  await page.getByRole('link', { name: 'I have an account' }).click()
  await page.getByLabel('E-mail').fill('ben@example.org')
  await page.getByLabel('Password').fill('another long password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Accept the invitation' }).click()
  expect(await page.getByRole('alert').innerText()).toContain('another e-mail address')
  const late = await stranger()
  await late.goto(used)
  expect(await late.getByRole('alert').innerText()).toContain('It was used.')
  expect(await late.getByRole('link', { name: 'Make an account' }).count()).toBe(0)
})

test('a mailed link signs in at a press, once; afterwards it says to ask for another', async () => {
  const page = await stranger()
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByRole('button', { name: 'Send the link' }).click()
  await page.getByText('Look into your mail.').waitFor()
  const link = (await mailbox.link(person.email)).href
  await stands('sign-in-link', link, 'Come in')
  await page.goto(link)
  await page.getByRole('button', { name: 'Come in' }).click()
  await composer(page).waitFor()
  const again = await stranger()
  await again.goto(link)
  await again.getByRole('button', { name: 'Come in' }).click()
  expect(await again.getByRole('alert').innerText()).toContain('Ask for a new link')
})

test('a forgotten password is replaced by a mailed link, and the old one is gone', async () => {
  const page = await stranger()
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Forgotten it?' }).click()
  await page.getByLabel('E-mail').fill('ben@example.org')
  await page.getByRole('button', { name: 'Send a link' }).click()
  await page.getByText('Look into your mail.').waitFor()
  const link = (await mailbox.link('ben@example.org')).href
  await stands('reset', link, 'Set the password')
  await page.goto(link)
  await page.getByLabel('New password').fill('a third long password')
  await page.getByRole('button', { name: 'Set the password' }).click()
  await page.getByText('The new password is set.').waitFor()
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByLabel('E-mail').fill('ben@example.org')
  await page.getByLabel('Password').fill('another long password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('alert').waitFor()
  await page.getByLabel('Password').fill('a third long password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(({ pathname }) => pathname === '/')
  expect(await call(page, 'GET', '/api/me')).toMatchObject({ user: { email: 'ben@example.org' } })
})

test('sign-up without an invitation says that it is closed, until the operator opens it', async () => {
  await stands('sign-up-closed', '/sign-up', 'Ask somebody who is in for an invitation')
  await call(operator, 'PATCH', '/api/instance/settings', { multiUser: true })
  const page = await stranger()
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Make an account' }).click()
  await page.getByRole('button', { name: 'Make the account' }).waitFor()
})

test('single sign-on goes to the provider; sent back, one reads why, and no words of the address', async () => {
  await stands('sign-in-refused', '/sign-in?error=account_suspended', 'Ask the operator')
  const page = await stranger()
  await page.goto('/sign-in?error=Call+555+to+unlock')
  expect(await page.getByRole('alert').innerText()).not.toContain('555')
  await page.getByRole('button', { name: /^Continue with/ }).click()
  await page.waitForURL(`${provider.url}/authorize*`)
})
