import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { wrongSizes } from './check/sizes.ts'
import { packages, readSources } from './check/sources.ts'
import { runSteps, type Step } from './check/steps.ts'
import { root } from './run/root.mjs'

const node = (name: string, ...args: string[]): Step => ({ name, command: process.execPath, args })
const tool = (name: string, path: string, ...args: string[]) =>
  node(name, join(root, 'node_modules', path), ...args)

const steps = [
  tool('types', 'typescript/bin/tsc', '-p', '.'),
  ...(existsSync(join(root, 'web/tsconfig.json'))
    ? [tool('types of the app', 'typescript/bin/tsc', '-p', 'web')]
    : []),
  tool('unused exports and dependencies', 'knip/bin/knip.js', '--no-progress'),
  tool('format and lint', '@biomejs/biome/bin/biome', 'check', '--no-errors-on-unmatched'),
  tool('architecture', 'vitest/vitest.mjs', 'run', '--project', 'shared', 'architecture.test.ts'),
  node('reference pages', join(root, 'scripts/docs.ts'), '--check'),
]

const passed = await runSteps(steps, 2, ({ name, passed, seconds, output }) => {
  console.log(`${passed ? 'ok    ' : 'FAILED'} ${name} (${seconds.toFixed(1)} s)`)
  if (!passed) console.log(output.trim())
})

const sizes = wrongSizes(readSources(packages.map(name => `${name}/src`)))
console.log(sizes.length === 0 ? 'ok     sizes' : `FAILED sizes\n${sizes.join('\n')}`)
process.exitCode = passed && sizes.length === 0 ? 0 : 1
