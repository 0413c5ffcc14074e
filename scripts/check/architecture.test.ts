import { expect, test } from 'vitest'
import { sideDoors, wrongGuests, wrongLayers, wrongPackages, wrongText } from './architecture.ts'
import { importsOf, type Source } from './sources.ts'

const source = (path: string, text: string): Source => ({ path, text, imports: importsOf(path, text) })
const table = {
  contract: [],
  core: ['contract'],
  plugins: ['contract'],
  sdk: [],
  server: ['core'],
  web: [],
  cli: [],
} as const

test('an import of a package outside the table is named with what is allowed, written any way', () => {
  for (const text of [
    `import { a } from '@loggia/core/agents'`,
    `export * from '@loggia/core'`,
    `import '@loggia/core'`,
    `const a = await import('@loggia/core')`,
    `import {\n  a,\n  type B,\n} from '../../core/src/agents/index.ts'`,
  ]) {
    expect(wrongPackages([source('plugins/src/a.ts', text)], table), text).toEqual([
      expect.stringMatching(/^plugins\/src\/a\.ts imports \S+: plugins sees contract\.$/),
    ])
  }
  expect(
    wrongPackages([source('core/src/a.ts', `import '../../contract/src/index.ts'`)], table),
  ).toHaveLength(1)
  expect(wrongPackages([source('core/src/a.ts', `import '@loggia/contract'`)], table)).toEqual([])
})

test('a slice may import downwards only', () => {
  const layers = [['runs'], ['memory', 'knowledge'], ['platform']]
  const judge = (text: string) => wrongLayers([source('core/src/memory/a.ts', text)], 'core/src', layers)
  expect(judge(`import '../platform/index.ts'`)).toEqual([])
  expect(judge(`import './b.ts'`)).toEqual([])
  expect(judge(`import '../runs/index.ts'`)).toEqual([expect.stringContaining('stands above it')])
  expect(judge(`import '../knowledge/index.ts'`)).toEqual([expect.stringContaining('stands beside it')])
  expect(judge(`import '../utils/index.ts'`)).toEqual([expect.stringContaining('has no place')])
})

test('one feature of the app may not import another, and a part of ui none', () => {
  const layers = [['app'], ['features/*'], ['ui'], ['lib']]
  const judge = (path: string, text: string) => wrongLayers([source(path, text)], 'web/src', layers)
  expect(judge('web/src/features/agents/a.tsx', `import '../agents/b.tsx'; `)).toEqual([])
  expect(judge('web/src/features/agents/a.tsx', `import '../../ui/button.tsx'`)).toEqual([])
  expect(judge('web/src/features/agents/a.tsx', `import '../chat/b.tsx'`)).toHaveLength(1)
  expect(judge('web/src/ui/button.tsx', `import '../features/chat/b.tsx'`)).toHaveLength(1)
  expect(judge('web/src/app/main.tsx', `import '../features/chat/b.tsx'`)).toEqual([])
})

test('a slice has one door', () => {
  const judge = (text: string) => sideDoors([source('core/src/runs/a.ts', text)], 'core/src')
  expect(judge(`import '../platform/index.ts'`)).toEqual([])
  expect(judge(`import '../platform/clock.ts'`)).toHaveLength(1)
})

test('guests and words that have no place are named with the line', () => {
  expect(wrongGuests([source('core/src/a.ts', `import 'react'`)], /^react/, 'no.')).toHaveLength(1)
  expect(wrongText([source('core/src/a.ts', 'a\nprocess.env.X')], /process\.env/, 'no')).toEqual([
    'core/src/a.ts:2 no: process.env.X',
  ])
  expect(wrongText([source('core/src/a.test.ts', 'process.env.X')], /process\.env/, 'no')).toEqual([])
})
