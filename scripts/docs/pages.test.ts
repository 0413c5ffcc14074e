import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { customEventNames, definition, errorCodes, operations } from '@loggia/contract'
import { expect, test } from 'vitest'
import { root } from '../run/root.mjs'

const read = (name: string) => readFileSync(join(root, 'docs/reference', name), 'utf8')
const headings = (name: string) => [...read(name).matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)

test('each error code has a heading, and each heading is an error code', () => {
  expect(headings('errors.md')).toEqual(errorCodes)
})

test('each event of ours and each operation has its heading', () => {
  expect(headings('events.md')).toEqual(customEventNames)
  const names = Object.entries(operations).flatMap(([noun, verbs]) =>
    Object.keys(verbs).map(verb => `${noun}.${verb}`),
  )
  expect(headings('operations.md')).toEqual(names)
})

test('each field of a definition has its row', () => {
  for (const field of Object.keys(definition.shape)) expect(read('definition.md')).toContain(`| \`${field}\``)
})

test('each link to an error leads to a heading', () => {
  const links = [...read('operations.md').matchAll(/errors\.md#(\w+)/g)].map(([, code]) => code)
  expect(links.filter(code => !headings('errors.md').includes(code))).toEqual([])
  expect(links.length).toBeGreaterThan(0)
})
