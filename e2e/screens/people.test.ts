import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from '../../scripts/run/root.mjs'
import { steward } from './conversation.ts'
import { call, claim, type House, openHouse, person } from './house.ts'
import { overflow, violations } from './measure.ts'

const folder = join(root, 'node_modules/.cache/screens')
const ben = { name: 'Ben Okafor', email: 'ben@example.org', password: 'another long password' }

let house: House
let page: Page
let benPage: Page
let home: string

beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  house = await openHouse('people')
  ;({ page } = await house.open({ viewport: { width: 1200, height: 900 } }))
  await claim(page, house.link)
  await call(page, 'POST', '/api/agents', { definition: steward })
  home = (await call<{ workspace: { name: string } }>(page, 'GET', '/api/me')).workspace.name
}, 120_000)
afterAll(() => house?.close())

const switcher = (on: Page, name: string) => on.getByRole('button', { name: `Workspace: ${name}` })
const enter = async (on: Page, from: string, to: string) => {
  await switcher(on, from).click()
  await on.getByRole('menuitem', { name: to }).click()
  await switcher(on, to).waitFor()
}

test('a new workspace is entered, walled off from the one before, and still chosen after a reload', async () => {
  await switcher(page, home).click()
  await page.getByRole('menuitem', { name: 'New workspace' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Casa Nova')
  expect(await dialog.getByLabel('Slug').inputValue()).toBe('casa-nova')
  await dialog.getByRole('button', { name: 'Create the workspace' }).click()
  await switcher(page, 'Casa Nova').waitFor()
  await page.goto('/agents')
  await switcher(page, 'Casa Nova').waitFor()
  await page.getByRole('heading', { name: 'Agents', exact: true }).waitFor()
  await page.waitForLoadState('networkidle')
  expect(await page.getByText('Steward').count()).toBe(0)
  await enter(page, 'Casa Nova', home)
  await page.goto('/agents')
  await page.getByRole('link', { name: 'Talk to Steward' }).waitFor()
  await enter(page, home, 'Casa Nova')
})

test('an invitation link is shown once, and lets in whoever signs up with it', async () => {
  await page.goto('/settings/members')
  await page.getByRole('button', { name: 'Invite somebody' }).click()
  await page.getByRole('dialog').getByLabel('Role').selectOption('builder')
  await page.getByRole('button', { name: 'Make the invitation' }).click()
  const link = await page.locator('[data-link]').innerText()
  await page.getByRole('button', { name: 'I have passed it on' }).click()
  await page.getByText('open until').waitFor()
  expect(await page.content()).not.toContain(link)
  const { page: other } = await house.open({ viewport: { width: 1200, height: 900 } })
  benPage = other
  await benPage.goto('/sign-in')
  const invitation = new URL(link).hash.slice(1)
  await call(benPage, 'POST', '/api/auth/sign-up', { ...ben, invitation })
  const { workspaces } = await call<{ workspaces: { name: string }[] }>(benPage, 'GET', '/api/me')
  if (!workspaces.some(({ name }) => name === 'Casa Nova'))
    await call(benPage, 'POST', '/api/invitations/accept', { token: invitation })
  await page.reload()
  await page.getByText(ben.email).waitFor()
  await page.getByText('accepted').waitFor()
})

test('an open invitation is revoked', async () => {
  await page.getByRole('button', { name: 'Invite somebody' }).click()
  await page.getByLabel('E-mail (optional)').fill('cleo@example.org')
  await page.getByRole('button', { name: 'Make the invitation' }).click()
  await page.getByRole('button', { name: 'I have passed it on' }).click()
  await page.getByRole('button', { name: 'Revoke the invitation of cleo@example.org' }).click()
  await page.getByText('revoked').waitFor()
})

test('a role is changed and holds after a reload; who may not manage members is offered nothing of it', async () => {
  const role = page.getByLabel(`Role of ${ben.name}`)
  const stored = page.waitForResponse(answer => answer.url().endsWith('/role') && answer.ok())
  await role.selectOption('viewer')
  await stored
  await page.reload()
  await role.waitFor()
  expect(await role.inputValue()).toBe('viewer')
  expect(await page.getByLabel(`Role of ${person.name}`).count()).toBe(0)
  expect(await page.getByRole('button', { name: 'Leave the workspace' }).count()).toBe(0)

  await benPage.goto('/settings/members')
  const own = (await call<{ workspace: { name: string } }>(benPage, 'GET', '/api/me')).workspace.name
  if (own !== 'Casa Nova') await enter(benPage, own, 'Casa Nova')
  await benPage.goto('/settings/members')
  await benPage.getByText('You are viewer here.').waitFor()
  expect(await benPage.getByRole('combobox').count()).toBe(0)
  for (const name of [/^Remove/, 'Invite somebody', 'Delete the workspace'])
    expect(await benPage.getByRole('button', { name }).count()).toBe(0)
  expect(await benPage.getByRole('button', { name: 'Leave the workspace' }).isVisible()).toBe(true)
})

test.each(['members', 'sessions'])(
  'the page of %s fits and axe finds nothing, by day and night',
  async name => {
    const storageState = await page.context().storageState()
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [390, 1440]) {
        const { context, page: shown } = await house.open({
          viewport: { width, height: 900 },
          colorScheme,
          storageState,
        })
        await shown.goto(`/settings/${name}`)
        await shown.locator('main li').first().waitFor()
        await shown.waitForLoadState('networkidle')
        await shown.evaluate(() => document.fonts.ready)
        await shown.screenshot({ path: join(folder, `${name}-${colorScheme}-${width}.png`) })
        expect(await overflow(shown)).toBeLessThanOrEqual(0)
        expect(await violations(shown)).toEqual([])
        await context.close()
      }
    }
  },
)

test('a removed member is asked about first, then out, and the app lets them into what is theirs', async () => {
  await page.getByRole('button', { name: `Remove ${ben.name}` }).click()
  const question = page.getByRole('alertdialog')
  expect(await question.innerText()).toContain('Their API keys and open invitations here end')
  await question.getByRole('button', { name: 'Remove the member' }).click()
  await page.getByText(ben.email).waitFor({ state: 'detached' })
  await benPage.reload()
  await benPage.getByRole('button', { name: /^Workspace:/ }).waitFor()
  expect(await switcher(benPage, 'Casa Nova').count()).toBe(0)
})

test('on a phone the workspace is changed in the drawer, and a member who leaves is out', async () => {
  await page.getByRole('button', { name: 'Invite somebody' }).click()
  await page.getByRole('button', { name: 'Make the invitation' }).click()
  const invitation = new URL(await page.locator('[data-link]').innerText()).hash.slice(1)
  await page.getByRole('button', { name: 'I have passed it on' }).click()
  const { context, page: phone } = await house.open({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  })
  await phone.goto('/sign-in')
  const dan = { name: 'Dan Weiss', email: 'dan@example.org', password: 'a third long password' }
  await call(phone, 'POST', '/api/auth/sign-up', { ...dan, invitation })
  const { workspaces } = await call<{ workspaces: { name: string }[] }>(phone, 'GET', '/api/me')
  if (!workspaces.some(({ name }) => name === 'Casa Nova'))
    await call(phone, 'POST', '/api/invitations/accept', { token: invitation })
  await phone.goto('/settings/members')
  await phone.getByRole('button', { name: 'Open the sidebar' }).click()
  await phone
    .getByRole('dialog')
    .getByRole('button', { name: /^Workspace:/ })
    .click()
  await phone.getByRole('menuitem', { name: 'Casa Nova' }).waitFor()
  await phone.screenshot({ path: join(folder, 'switcher-390.png') })
  await phone.getByRole('menuitem', { name: 'Casa Nova' }).click()
  await phone.waitForURL(url => url.pathname === '/')
  await phone.goto('/settings/members')
  await phone.getByText('You are viewer here.').waitFor()
  await phone.getByRole('button', { name: 'Leave the workspace' }).click()
  await phone.getByRole('alertdialog').getByRole('button', { name: 'Leave', exact: true }).click()
  await phone.waitForURL(url => url.pathname === '/')
  const after = await call<{ workspaces: { name: string }[] }>(phone, 'GET', '/api/me')
  expect(after.workspaces.map(({ name }) => name)).not.toContain('Casa Nova')
  await context.close()
})

test('another session is ended and refused from the next request on', async () => {
  const { page: phone } = await house.open()
  await phone.goto('/sign-in')
  await call(phone, 'POST', '/api/auth/sign-in/email', { email: person.email, password: person.password })
  await call(phone, 'GET', '/api/me')
  await page.goto('/settings/sessions')
  await page.getByText('This one').waitFor()
  await page.getByRole('button', { name: 'End this session' }).click()
  await page.getByRole('button', { name: 'End this session' }).waitFor({ state: 'detached' })
  await expect(call(phone, 'GET', '/api/me')).rejects.toThrow('401')
  await call(page, 'GET', '/api/me')
})

test('a workspace is deleted only with its name typed', async () => {
  await page.goto('/settings/members')
  await page.getByRole('button', { name: 'Delete the workspace' }).click()
  const go = page.getByRole('button', { name: 'Delete for good' })
  await page.getByLabel(/^Type/).fill('casa nova')
  expect(await go.isDisabled()).toBe(true)
  await page.getByLabel(/^Type/).fill('Casa Nova')
  await go.click()
  await switcher(page, home).waitFor()
})
