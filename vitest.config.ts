import { defineConfig } from 'vitest/config'

const exclude = ['**/node_modules/**', '**/dist/**', '**/fixtures/**', 'templates/**']
const postgres = './scripts/test/with-postgres.ts'
const chromium = './scripts/test/with-chromium.ts'

/** `shared` files keep no state outside themselves, so that they can run in one worker one after another. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['{contract,sdk,plugins,web}/src/**/*.test.{ts,tsx}', '*.test.ts'],
          exclude,
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'domain', include: ['core/src/**/*.test.ts'], exclude, globalSetup: [postgres] },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['{server,cli}/src/**/*.test.ts', '{e2e,scripts,bench,seed,docs}/**/*.test.{ts,tsx}'],
          exclude,
          globalSetup: [postgres, chromium],
        },
      },
    ],
  },
})
