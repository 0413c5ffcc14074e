import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from '../../scripts/run/root.mjs'
import { script } from './conversation.ts'
import { furnish } from './furnish.ts'
import { claim, type House, openHouse } from './house.ts'
import { layoutShift, overflow, violations, watchShifts } from './measure.ts'
import { type Places, screens } from './places.ts'

const kept = join(root, 'docs/screens')
// A test run compares nothing and changes no file of the repository; `LOGGIA_SCREENS=keep` renews what is kept.
const folder = process.env.LOGGIA_SCREENS === 'keep' ? kept : join(root, 'node_modules/.cache/screens')

const themes = ['light', 'dark'] as const
const windows = [
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
]

let house: House
let places: Places
let session: Awaited<ReturnType<import('playwright-core').BrowserContext['storageState']>>

beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  house = await openHouse('screens')
  house.vendor.answer(({ body }) => script(body))
  const { context, page } = await house.open()
  await claim(page, house.link)
  places = await furnish(page, house.link)
  session = await context.storageState()
  await context.close()
}, 120_000)
afterAll(() => house?.close())

describe.each(screens)('$name', screen => {
  describe.each(themes)('%s', theme => {
    test.each(windows)('stands still at $width px, fits, and axe finds nothing', async viewport => {
      const { context, page } = await house.open({
        viewport,
        colorScheme: theme,
        hasTouch: viewport.width < 600,
        ...(!screen.outside && { storageState: session }),
      })
      await watchShifts(page)
      await screen.go(page, places)
      await page.evaluate(() => document.fonts.ready)
      await page.waitForFunction(() =>
        document.getAnimations().every(({ playState }) => playState !== 'running'),
      )
      await page.screenshot({ path: join(folder, `${screen.name}-${theme}-${viewport.width}.png`) })
      expect(await overflow(page)).toBeLessThanOrEqual(0)
      expect(await violations(page)).toEqual([])
      const { total, moved } = await layoutShift(page)
      expect(total, moved.join('\n')).toBeLessThan(0.1)
      await context.close()
    })
  })
})

test.each(screens)(
  '$name is kept in four pictures, with three defects that were found by looking',
  ({ name }) => {
    for (const theme of themes) {
      for (const { width } of windows)
        expect(existsSync(join(kept, `${name}-${theme}-${width}.png`))).toBe(true)
    }
    const page = readFileSync(join(kept, 'README.md'), 'utf8')
    const part = page.split(/^## /m).find(text => text.startsWith(name)) ?? ''
    expect(part.match(/^\d\. /gm)).toHaveLength(3)
  },
)
