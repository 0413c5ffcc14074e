import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../run/root.mjs'

const pages = globSync('{*.md,docs/**/*.md,.changes/*.md,templates/**/*.md}', {
  cwd: root,
  exclude: ['**/node_modules/**'],
})

test('each link from one of our pages to another file leads somewhere', () => {
  const links = pages.flatMap(page =>
    [...readFileSync(join(root, page), 'utf8').matchAll(/\]\((?!https?:|mailto:|#|\/)([^)#\s]+)/g)].map(
      ([, target = '']) => ({
        page,
        target,
      }),
    ),
  )
  expect(links.length).toBeGreaterThan(0)
  expect(links.filter(({ page, target }) => !existsSync(join(root, dirname(page), target)))).toEqual([])
})
