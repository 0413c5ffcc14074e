import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, claim, composer, type House, openHouse, person } from './house.ts'

let house: House
let page: Awaited<ReturnType<House['open']>>['page']

beforeAll(async () => {
  house = await openHouse('work')
  ;({ page } = await house.open({ viewport: { width: 1200, height: 900 } }))
  await claim(page, house.link)
}, 120_000)
afterAll(() => house?.close())

const character = {
  name: 'Harbour Pilot',
  modelProvider: 'openai',
  clients: ['discord'],
  bio: ['Has brought ships in for thirty years.'],
  lore: ['Knows each sandbank by its first name.'],
  messageExamples: [[{ user: 'Pilot', content: { text: 'Slow ahead.' } }]],
}

const file = (name: string, text: string, mimeType: string) => ({ name, mimeType, buffer: Buffer.from(text) })

test('an ElizaOS character dropped on the list fills the form and says what was not carried over', async () => {
  await page.goto('/agents')
  const form = page.getByLabel('Name', { exact: true })
  await page.getByRole('link', { name: /^Talk to/ }).waitFor()
  const data = await page.evaluateHandle(json => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([json], 'pilot.json', { type: 'application/json' }))
    return transfer
  }, JSON.stringify(character))
  await page.getByRole('link', { name: /^Talk to/ }).dispatchEvent('drop', { dataTransfer: data })
  await page.getByText('Harbour Pilot is read.').waitFor()
  expect(await form.inputValue()).toBe('Harbour Pilot')
  expect(
    await page
      .getByRole('status')
      .getByText(/discord|clients/i)
      .count(),
  ).toBeGreaterThan(0)
})

test('a file that is no character is refused with what would be one', async () => {
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles(file('notes.json', 'not json', 'application/json'))
  await page.getByRole('alert').waitFor()
  expect(await page.getByRole('alert').innerText()).toContain('Choose a JSON character file')
})

test('an agent is created, and its definition is checked while it is written', async () => {
  await page.getByRole('button', { name: 'Create' }).click()
  await page.waitForURL(/\/agents\/agt_/)
  await page
    .getByRole('radiogroup', { name: /^Policy of/ })
    .first()
    .waitFor()
  await page.getByLabel('Model calls').fill('0')
  await page.getByText('One thing is not right yet').waitFor()
  expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
  await page.getByLabel('Model calls').fill('7')
  await page.getByText('Changed, not saved').waitFor()
})

test('a secret pasted into the instructions is refused before it is stored', async () => {
  await page
    .getByLabel('Instructions')
    .fill(`Use the key sk-ant-api03-${'a1B2c3D4'.repeat(11)}-AA to answer.`)
  await page.getByText('One thing is not right yet').waitFor()
  await page.getByLabel('Instructions').fill('Bring ships in, kindly.')
})

test('a changed tool policy and budget are saved and there after a reload', async () => {
  await page.getByLabel('Plugins').fill('basics')
  const policy = page.getByRole('radiogroup', { name: 'Policy of calculator' })
  await policy.getByRole('radio', { name: 'Deny' }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('All saved').waitFor()
  await page.reload()
  await policy.waitFor()
  expect(await policy.getByRole('radio', { name: 'Deny' }).isChecked()).toBe(true)
  expect(await page.getByLabel('Model calls').inputValue()).toBe('7')
})

test('a dropped document becomes knowledge with its passages', async () => {
  const zone = page.locator('label', { hasText: 'Drop text, Markdown or PDF' })
  await zone
    .locator('input')
    .setInputFiles(file('tides.md', '# Tides\n\nHigh water at noon.', 'text/markdown'))
  await page.getByText(/^1 passage, /).waitFor()
  expect(await page.getByText('tides.md', { exact: true }).isVisible()).toBe(true)
})

test('an API key is shown once, works with the scopes it was given, and is refused once it is revoked', async () => {
  await page.goto('/settings/keys')
  await page.getByRole('button', { name: 'New API key' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('script')
  await page.getByRole('button', { name: 'Create the key' }).click()
  const key = await page.locator('[data-key]').innerText()
  expect(key).toMatch(/^lga_/)
  const asKey = (path: string) =>
    fetch(`${house.url}${path}`, { headers: { authorization: `Bearer ${key}` } })
  expect((await asKey('/api/agents')).status).toBe(200)
  expect((await asKey('/api/secrets')).status).toBe(403)
  await page.getByRole('button', { name: 'I have kept it' }).click()
  expect(await page.content()).not.toContain(key)
  await page.getByRole('button', { name: 'Revoke script' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke the key' }).click()
  await page.getByText('No key yet.').waitFor()
  expect((await asKey('/api/agents')).status).toBe(401)
})

test('a secret goes in and its value is never shown', async () => {
  await page.getByLabel('Name', { exact: true }).fill('weather-api-key')
  await page.getByLabel('Value').fill('cloudy with sun')
  await page.getByRole('button', { name: 'Save the secret' }).click()
  await page.getByText('WEATHER_API_KEY', { exact: true }).waitFor()
  expect(await page.content()).not.toContain('cloudy with sun')
  const { items } = await call<{ items: object[] }>(page, 'GET', '/api/secrets')
  expect(JSON.stringify(items)).not.toContain('cloudy')
})

test('on a phone the sidebar is a drawer, and an attached file is sent along', async () => {
  const { context, page: phone } = await house.open({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    storageState: await page.context().storageState(),
  })
  await phone.goto('/?agent=hello')
  await composer(phone).waitFor()
  await phone.locator('input[type=file]').setInputFiles(file('list.txt', 'bread, salt', 'text/plain'))
  await phone.getByRole('button', { name: 'Remove list.txt' }).waitFor()
  await composer(phone).fill('What is in the file?')
  await phone.getByRole('button', { name: 'Send', exact: true }).click()
  await phone.getByRole('button', { name: 'Copy answer' }).waitFor()
  expect(await phone.getByRole('button', { name: 'Save list.txt' }).isVisible()).toBe(true)
  await phone.getByRole('button', { name: 'Open the sidebar' }).click()
  await phone.getByRole('dialog', { name: 'Sidebar' }).getByRole('link', { name: 'Agents' }).click()
  await phone.getByRole('heading', { name: 'Agents' }).waitFor()
  expect(await phone.getByRole('dialog').count()).toBe(0)
  await context.close()
})

test('signing out leads to the door; a wrong password is refused, the right one comes back to the same page', async () => {
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL('**/sign-in*')
  await page.goto('/settings/keys')
  await page.waitForURL('**/sign-in*')
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByLabel('Password').fill('a wrong password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('alert').waitFor()
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Keys and secrets' }).waitFor()
})
