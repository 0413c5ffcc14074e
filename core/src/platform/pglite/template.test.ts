import { existsSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { productMigrations } from '../testing.ts'
import { migratedTemplate } from './template.ts'

test('the shipped template was built after exactly these migrations, so that a first start runs none', async () => {
  const template = migratedTemplate(await productMigrations())
  expect(
    existsSync(template),
    'run "node scripts/build-pglite-template.ts --migrated" and commit the file',
  ).toBe(true)
  expect(statSync(template).size).toBeLessThan(5_000_000)
})
