import type { Page } from 'playwright-core'
import { steward } from './conversation.ts'
import { call, composer, rightKey, say } from './house.ts'
import type { Places } from './places.ts'

/** Puts into the house what the screens show: an agent, its conversations, a document, a key, a secret. */
export async function furnish(page: Page, link: string): Promise<Places> {
  await call(page, 'POST', '/api/providers/anthropic/key', { key: rightKey })
  const { definition } = await call<{ definition: object }>(page, 'GET', '/api/agents/hello')
  await call(page, 'PUT', '/api/agents/hello/definition', {
    definition: { ...definition, model: { provider: 'offline' } },
  })
  const { id: agent } = await call<{ id: string }>(page, 'POST', '/api/agents', { definition: steward })
  await call(page, 'POST', `/api/agents/${agent}/documents`, {
    title: 'House rules',
    text: '# House rules\n\nLunch is at one, under the arches. The gate closes at ten.',
  })
  await call(page, 'POST', '/api/keys', { name: 'ci', scopes: ['agents:read', 'conversations:write'] })
  await call(page, 'PUT', '/api/secrets/WEATHER_API_KEY', { value: 'cloudy' })
  const ask = async (text: string, until: string) => {
    await page.goto(`/?agent=${agent}`)
    await composer(page).waitFor()
    await say(page, text)
    await page.getByRole('button', { name: until }).waitFor()
    return new URL(page.url()).pathname
  }
  const approval = await ask('Tell everybody that lunch is at one', 'Approve this call')
  const conversation = await ask('What time is it in Lisbon, and what is 17 × 23?', 'Copy answer')
  const run = await page.locator('a[href^="/runs/"]').last().getAttribute('href')
  return { link, agent, approval, conversation, run: run ?? '' }
}
