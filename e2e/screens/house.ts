import { join } from 'node:path'
import { startVendor, type Vendor } from '@loggia/contract/testing'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { makeFolder, startServer } from '../command-line/loggia.ts'
import { buildOnce } from './build-once.ts'

export const person = { name: 'Ada Rossi', email: 'ada@example.org', password: 'a long password' }

/** The key that the played vendor accepts. */
export const rightKey = 'sk-ant-right'

/** A real server on a fresh data directory, the played vendor it may reach, and a browser. */
export interface House {
  url: string
  /** The one-time link that the console printed. */
  link: string
  vendor: Vendor
  browser: Browser
  /** A browser window of its own; signed in where `state` says so. */
  open(options?: Parameters<Browser['newContext']>[0]): Promise<{ context: BrowserContext; page: Page }>
  close(): Promise<void>
}

/** Starts everything that a person would have: the built app, the server, a browser. */
export async function openHouse(name: string, env: Record<string, string> = {}): Promise<House> {
  await buildOnce()
  const folder = makeFolder(name)
  const vendor = await startVendor({ key: rightKey, models: ['claude-sonnet-5-5', 'claude-haiku-5-5'] })
  const server = await startServer(join(folder.path, 'data'), {
    env: { ANTHROPIC_BASE_URL: vendor.baseUrls.anthropic, OLLAMA_BASE_URL: 'http://127.0.0.1:9', ...env },
  })
  const [link] = await server.until(/http:\S+\/welcome\?code=\S+/)
  const executablePath = process.env.LOGGIA_CHROMIUM
  if (!executablePath) throw new Error('LOGGIA_CHROMIUM is not set; the tests are started with npm test.')
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  return {
    url: server.url,
    link,
    vendor,
    browser,
    async open(options) {
      const context = await browser.newContext({ baseURL: server.url, ...options })
      return { context, page: await context.newPage() }
    },
    async close() {
      await browser.close()
      await server.end()
      await vendor.close()
      folder.remove()
    },
  }
}

/** Makes the operator through the page of the one-time link. */
export async function claim(page: Page, link: string): Promise<void> {
  await page.goto(link)
  await page.getByLabel('Your name').fill(person.name)
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Come in' }).click()
  await composer(page).waitFor()
}

/** Where a message is written. */
export const composer = (page: Page) => page.getByRole('textbox', { name: /^Message to/ })

/** Writes a message and sends it with Enter. */
export async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text)
  await page.keyboard.press('Enter')
}

/** Calls the API as the page's own session does. */
export async function call<Answer>(
  page: Page,
  method: string,
  path: string,
  data?: unknown,
): Promise<Answer> {
  const origin = new URL(page.url()).origin
  const response = await page.request.fetch(path, {
    method,
    headers: { origin },
    ...(data !== undefined && { data }),
  })
  if (!response.ok()) throw new Error(`${method} ${path}: ${response.status()} ${await response.text()}`)
  return (await response.json()) as Answer
}
