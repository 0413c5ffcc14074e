import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { routesSource } from './generate-routes.ts'

test('the routes that a browser loads are those of the contract (npm run docs writes them anew)', () => {
  expect(readFileSync(new URL('generated/routes.ts', import.meta.url), 'utf8')).toBe(routesSource())
})
