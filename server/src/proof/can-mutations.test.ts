import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { can } from '@loggia/core/identity'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deviations } from './testing/deviations.ts'

const root = new URL('../../../', import.meta.url)
const source = readFileSync(new URL('core/src/identity/can.ts', root), 'utf8')
const contract = new URL('contract/src/index.ts', root).href

interface Mutation {
  what: string
  text: string
}

const lineOf = (position: number) => source.slice(0, position).split('\n').length

/** Each scope that stands in a list, taken out of it; and each line of can(), taken out or turned round. */
function mutations(): Mutation[] {
  const begin = source.indexOf('export function can(')
  const end = source.indexOf('\n}', begin)
  const docs = source.lastIndexOf('/**', begin)
  const scopes = [...source.slice(0, docs).matchAll(/'[a-z]+:[a-z-]+'/g)].map(({ index, 0: literal }) => ({
    what: `${literal} of line ${lineOf(index)} is gone`,
    text: `${source.slice(0, index)}'no:scope'${source.slice(index + literal.length)}`,
  }))
  const lines = [...source.slice(begin, end).matchAll(/^ {2}(if|return|const) .*$/gm)].flatMap(
    ({ index, 0: line, 1: kind }) => {
      const start = begin + index
      const put = (text: string) => source.slice(0, start) + text + source.slice(start + line.length)
      const what = `line ${lineOf(start)}, "${line.trim()}"`
      if (kind === 'if') return [{ what: `${what} is gone`, text: put('') }]
      if (kind === 'return')
        return ['true', 'false'].map(answer => ({
          what: `${what} is ${answer}`,
          text: put(`return ${answer}`),
        }))
      const name = /const (\w+)/.exec(line)?.[1]
      return ['true', 'false'].map(value => ({
        what: `${what} is ${value}`,
        text: put(`const ${name} = ${value}`),
      }))
    },
  )
  return [...scopes, ...lines]
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'loggia-mutations-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let count = 0
/** can() of this source. Whoever changes the source so that it does not parse hears of it here. */
async function canOf(text: string): Promise<typeof can> {
  const file = join(folder, `can-${count++}.mjs`)
  const here = text.replace("'@loggia/contract'", `'${contract}'`)
  writeFileSync(file, stripTypeScriptTypes(here))
  const loaded = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as { can: typeof can }
  return loaded.can
}

test('can() is what the matrix declares, in every case', async () => {
  expect(deviations(can)).toEqual([])
  expect(deviations(await canOf(source))).toEqual([])
})

test('the mutations are there: one for each scope of a list and each line of can()', () => {
  expect(mutations().length).toBeGreaterThan(30)
})

test.each(mutations())('the matrix notices when $what', async ({ text }) => {
  expect(deviations(await canOf(text))).not.toEqual([])
})
