import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { root } from '../../scripts/run/root.mjs'
import { script, steward } from './conversation.ts'
import { call, claim, composer, type House, openHouse, rightKey, say } from './house.ts'
import { layoutShift, watchShifts } from './measure.ts'

let house: House
let page: Awaited<ReturnType<House['open']>>['page']

beforeAll(async () => {
  house = await openHouse('talk')
  house.vendor.answer(({ body }) => script(body))
  ;({ page } = await house.open({ viewport: { width: 1200, height: 800 } }))
  await watchShifts(page)
}, 120_000)
afterAll(() => house?.close())
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  const path = join(root, 'node_modules/.cache/screens', `${task.name.replaceAll(/\W+/g, '-')}.png`)
  await page.screenshot({ path })
  console.error(`${page.url()} is shown in ${path}`)
})

const start = async (agent: string, text: string) => {
  await page.goto(`/?agent=${agent}`)
  await composer(page).waitFor()
  await say(page, text)
}
const answers = () => page.getByRole('article', { name: /answered$/ })

test('a stranger is shown the welcome, and the one-time link makes the operator', async () => {
  await page.goto('/agents')
  await page.waitForURL('**/welcome*')
  await claim(page, house.link)
  expect(await page.getByText('Ada Rossi').first().isVisible()).toBe(true)
})

test('home fetches at most 200 kB of JavaScript, as it comes over the wire', async () => {
  const { context, page: fresh } = await house.open({ storageState: await page.context().storageState() })
  const scripts: Promise<number>[] = []
  fresh.on('requestfinished', request => {
    if (request.resourceType() === 'script')
      scripts.push(request.sizes().then(sizes => sizes.responseBodySize))
  })
  await fresh.goto('/')
  await composer(fresh).waitFor()
  const bytes = (await Promise.all(scripts)).reduce((sum, size) => sum + size, 0)
  expect(bytes).toBeGreaterThan(50_000)
  expect(bytes).toBeLessThanOrEqual(200_000)
  await context.close()
})

test('with no key the offline model answers, streamed, and the page says plainly that it is one', async () => {
  await page.goto('/?agent=hello')
  await page.getByText('The offline model answers').waitFor()
  await say(page, 'What can you do?')
  await page.getByRole('button', { name: 'Copy answer' }).waitFor()
  expect(await answers().innerText()).toContain('offline')
})

test('a pasted key is tested: a wrong one is refused with the next step, a right one lists its models', async () => {
  await page.goto('/settings/models')
  const provider = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: /^Anthropic/ }) })
  await provider.getByRole('button', { name: 'Paste a key' }).click()
  await provider.getByLabel('Key of Anthropic').fill('sk-ant-wrong')
  await provider.getByRole('button', { name: 'Test and save' }).click()
  await provider.getByRole('alert').waitFor()
  expect(await provider.getByRole('alert').innerText()).toContain('Paste a valid key')
  await provider.getByLabel('Key of Anthropic').fill(rightKey)
  await provider.getByRole('button', { name: 'Test and save' }).click()
  await provider.getByText('2 models for this key').waitFor()
  expect(await page.getByText('answers now').count()).toBe(1)
})

test('an answer streams with its tool calls and its reasoning folded, and nothing on the page jumps', async () => {
  await call(page, 'POST', '/api/agents', { handle: 'steward', definition: steward })
  await start('steward', 'What time is it in Lisbon, and what is 17 × 23?')
  await page.waitForURL('**/c/*')
  await page.getByRole('button', { name: 'Stop answering (Esc)' }).waitFor()
  await page.getByRole('button', { name: 'Copy answer' }).waitFor()
  expect(await page.getByRole('heading', { name: 'How I know' }).isVisible()).toBe(true)
  expect(await page.getByText('neither waits for the other').isVisible()).toBe(false)
  await page.getByText('Reasoning').click()
  expect(await page.getByText('neither waits for the other').isVisible()).toBe(true)
  await page.getByText('calculator', { exact: true }).first().click()
  expect(await page.getByText('"expression": "17 * 23"').first().isVisible()).toBe(true)
  const { total, moved } = await layoutShift(page)
  expect(total, moved.join('\n')).toBeLessThan(0.1)
})

test('the same answer stands there after the page is loaded anew', async () => {
  await page.reload()
  await page.getByRole('heading', { name: 'How I know' }).waitFor()
  await page.getByText('17 × 23 makes').waitFor()
  expect(await page.getByText('Reasoning').count()).toBe(1)
  expect(await page.getByText('calculator', { exact: true }).count()).toBe(2)
})

test('the inspector shows each step and tool call in time, tokens, cost and the log', async () => {
  await page.locator('a[href^="/runs/"]').last().click()
  await page.getByText('RUN_FINISHED', { exact: true }).waitFor()
  for (const words of ['First token', 'Tokens out', 'Cost', 'Step 1', 'Step 2', 'calculator']) {
    expect(await page.getByText(words, { exact: true }).first().isVisible(), words).toBe(true)
  }
})

test('an approval shows the exact call, survives a reload, and goes on once it is given', async () => {
  await start('steward', 'Tell everybody that lunch is at one')
  await page.getByRole('button', { name: 'Approve this call' }).waitFor()
  await page.reload()
  const card = page.getByRole('region', { name: 'Approval of send_notice' })
  await card.getByText('Lunch is at one, under the arches.').waitFor()
  await card.getByRole('button', { name: 'Approve this call' }).click()
  await answers().getByText('The notice is out').waitFor()
  await answers().getByText('send_notice', { exact: true }).click()
  expect(await page.getByText('"text": "Lunch is at one, under the arches."').isVisible()).toBe(true)
})

test('a denied call is not made, and the model is told what the person would rather have', async () => {
  await start('steward', 'Tell everybody that lunch is at one')
  await page.getByRole('button', { name: 'Deny…' }).click()
  await page.getByLabel('What should it do instead?').fill('Ask the cook first.')
  await page.getByRole('button', { name: 'Deny the call' }).click()
  await page.getByRole('button', { name: 'Copy answer' }).waitFor()
  const last = house.vendor.requests.at(-1)
  expect(JSON.stringify(last?.body)).toContain('Ask the cook first.')
})

test('Escape stops the answer, which reaches the provider, and what had arrived is kept', async () => {
  await start('steward', 'Speak slowly, please')
  await answers().getByText('word word word').first().waitFor()
  await page.keyboard.press('Escape')
  await page.getByText('Stopped. What had arrived is kept.').waitFor()
  expect(await house.vendor.requests.at(-1)?.ended).toBe(true)
})

test('an answer that breaks off keeps its words and says what to do next', async () => {
  await start('steward', 'Will you break off?')
  await page.getByRole('button', { name: 'Try again' }).waitFor()
  expect(await answers().getByText('Let me see what I can').isVisible()).toBe(true)
  expect(await page.getByRole('alert').innerText()).toContain('Send the message again')
})

test('a running answer is joined after a reload, nothing lost and nothing twice', async () => {
  await start('steward', 'Speak slowly, please')
  await answers().getByText('word word word').first().waitFor()
  await page.reload()
  await answers().getByText('word word word').first().waitFor()
  await page.getByRole('button', { name: 'Copy answer' }).waitFor({ timeout: 20_000 })
  expect((await answers().innerText()).match(/word/g)).toHaveLength(400)
})

test('Ctrl K finds a conversation by its words and goes there by keyboard alone', async () => {
  await page.goto('/agents')
  await page.getByRole('heading', { name: 'Agents' }).waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('Lisbon')
  await page
    .getByRole('option', { name: /Lisbon/ })
    .first()
    .waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL('**/c/*')
  await page.getByRole('heading', { name: 'How I know' }).waitFor()
})

test('a conversation is renamed, and deleted only after the page has asked', async () => {
  await page.getByRole('button', { name: 'Actions of this conversation' }).click()
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  await page.getByLabel('Title').fill('The hour in Lisbon')
  await page.getByRole('button', { name: 'Rename' }).click()
  await page.getByRole('heading', { name: 'The hour in Lisbon' }).waitFor()
  await page.getByRole('button', { name: 'Actions of this conversation' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await page.waitForURL(url => url.pathname === '/')
  expect(await page.getByText('The hour in Lisbon').count()).toBe(0)
})
