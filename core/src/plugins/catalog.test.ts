import { definePlugin, defineTool, definition, type Tool } from '@loggia/contract'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { makeCatalog, offerTools } from './catalog.ts'

const tool = (name: string, effect: Tool['effect'] = 'none') =>
  defineTool({ name, description: 'A tool.', input: z.object({}), effect, run: () => 'ok' }) as Tool
const plugin = (id: string, tools: Tool[]) =>
  definePlugin({ contract: 1, id, version: '1.0.0', description: id, tools })
const offer = (tools: readonly Tool[], value: object = {}, plugins = makeCatalog([])) =>
  offerTools(definition.parse({ name: 'Many', ...value }), plugins, [{ origin: 'code', tools }])

describe('the tools of an agent', () => {
  it('are at most 128', () => {
    const tools = (count: number) => Array.from({ length: count }, (_, index) => tool(`t${index}`))
    expect(offer(tools(128)).size).toBe(128)
    expect(() => offer(tools(1_000))).toThrowError(expect.objectContaining({ code: 'too_many_tools' }))
  })

  it('ask first when they write, send or spend, unless the definition says otherwise', () => {
    const offered = offer([tool('look', 'read'), tool('mail', 'send'), tool('buy', 'spend')], {
      tools: { mail: 'allow', look: 'deny' },
    })
    expect([...offered.values()].map(({ policy }) => policy)).toEqual(['deny', 'allow', 'ask'])
  })

  it('come from the plugins that the definition names, and from no other', () => {
    const catalog = makeCatalog([plugin('one', [tool('a')]), plugin('two', [tool('b')])])
    expect([...offer([], { plugins: ['two'] }, catalog).keys()]).toEqual(['b'])
    expect(() => offer([], { plugins: ['three'] }, catalog)).toThrowError(
      expect.objectContaining({ code: 'plugin_unknown' }),
    )
  })

  it('never share a name: which one was meant could not be told', () => {
    const catalog = makeCatalog([plugin('one', [tool('a')])])
    expect(() => offer([tool('a')], { plugins: ['one'] }, catalog)).toThrowError(/named "a".*code.*one/)
    expect(() => makeCatalog([plugin('one', []), plugin('one', [])])).toThrowError(/id "one"/)
  })
})
