/**
 * Every root script passes through here. Plain JavaScript, because it runs on whatever Node >= 20 the
 * machine has: it installs what is missing and hands over to the Node that the lock file brings.
 */

import { handOver } from './run/hand-over.mjs'
import { ensureInstalled } from './run/install.mjs'
import { ensureWebApp } from './run/web-app.mjs'

/** @typedef {{ file: string, first?: string[], flags?: string[], web?: boolean, says: string }} Word */

// SIGUSR1 opens Node's inspector, which a plugin's process could send; small semi-spaces keep an idle server small.
const serverFlags = ['--disable-sigusr1', '--max-semi-space-size=16']

/** @type {Record<string, Word>} */
const words = {
  start: {
    file: 'cli/src/main.ts',
    first: ['start'],
    flags: serverFlags,
    web: true,
    says: 'the server and its app',
  },
  dev: { file: 'scripts/dev.ts', says: 'the same, reloading as you edit' },
  test: { file: 'scripts/test.ts', says: 'every test; proofs at 1/20 of their size' },
  e2e: { file: 'scripts/test.ts', first: ['--whole'], says: 'the long suites, whole' },
  check: { file: 'scripts/check.ts', says: 'types, lint, unused exports, docs, sizes' },
  build: { file: 'scripts/build.ts', web: true, says: 'a tarball of every published package, in dist/' },
  bench: { file: 'bench/run.ts', says: 'the budgets of the design, measured' },
  docs: { file: 'scripts/docs.ts', says: 'the reference pages; --check fails when one is stale' },
  fix: { file: 'scripts/fix.ts', says: 'formatting and the lint that repairs itself' },
}

const [name = '', ...rest] = process.argv.slice(2)
const word = words[name]
if (!word) {
  const list = Object.entries(words).map(([key, { says }]) => `  npm run ${key.padEnd(6)} ${says}`)
  console.error(`There is no script "${name}". There are:\n${list.join('\n')}`)
  process.exitCode = 64
} else if (ensureInstalled() && (!word.web || ensureWebApp())) {
  handOver({ file: word.file, flags: word.flags ?? [], rest: [...(word.first ?? []), ...rest] })
} else {
  // Whoever reads the last line of the tests learns that they did not run.
  if (word.file === 'scripts/test.ts') console.log('0 passed, 1 failed')
  process.exitCode = 1
}
