import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { root } from '../run/root.mjs'
import { openScratch, type Scratch } from './run-snippet.ts'
import { snippetsOf } from './snippets.ts'

const pages = ['README.md', 'CONTRIBUTING.md', ...globSync('docs/guides/*.md', { cwd: root }).sort()]

test('a page’s sh and ts are found, with what the comment before says, and json is not', () => {
  const page =
    'Text\n\n<!-- run until="ready" shows="b" -->\n\n```sh\na\n```\n\n```json\n{}\n```\n\n```ts\nconst a = 1\n```\n'
  expect(snippetsOf(page)).toEqual([
    { language: 'sh', code: 'a\n', line: 5, until: 'ready', shows: 'b' },
    { language: 'ts', code: 'const a = 1\n', line: 13 },
  ])
})

test('a comment that says anything else, such as to skip, is refused', () => {
  expect(() => snippetsOf('<!-- run skip="yes" -->\n```sh\na\n```\n')).toThrow('cannot be told "skip"')
})

test('a block inside a list is found without its indentation', () => {
  expect(
    snippetsOf('1. Do:\n\n   <!-- run file="a.ts" -->\n\n   ```ts\n   if (1)\n     a()\n   ```\n'),
  ).toEqual([{ language: 'ts', code: 'if (1)\n  a()\n', line: 5, file: 'a.ts' }])
})

describe.each(pages)('%s', page => {
  const text = readFileSync(join(root, page), 'utf8')
  const snippets = snippetsOf(text)
  let scratch: Scratch | undefined
  afterAll(() => scratch?.close())

  test('has no block that is not run', () => {
    expect(text.match(/```(sh|ts|shell|bash|typescript)\b/g)?.length ?? 0).toBe(snippets.length)
    expect(text.match(/<!-- run/g)?.length ?? 0).toBeLessThanOrEqual(snippets.length)
  })

  // One after another, in one folder: what a reader typed above is there below.
  test('does what it says', { timeout: 900_000 }, async () => {
    for (const snippet of snippets) {
      scratch ??= openScratch()
      const output = await scratch.run(snippet).catch(error => {
        throw new Error(`${page}:${snippet.line} ${error.message}`)
      })
      if (snippet.shows) expect(output, `${page}:${snippet.line}`).toContain(snippet.shows)
    }
  })
})
