import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { nodePackages } from '../../cli/create/make-project.mjs'
import { publishable } from './manifest.ts'

test('what is published names JavaScript and declarations, and no tool of ours', () => {
  const source = {
    name: 'loggia',
    version: '0.0.0',
    private: true,
    type: 'module',
    exports: {
      '.': './src/index.ts',
      './*': './src/*/index.ts',
      './testing': './src/testing.ts',
      './package.json': './package.json',
    },
    bin: { loggia: './src/main.ts' },
    scripts: { a: 'b' },
    dependencies: { '@loggia/sdk': '0.0.0', zod: '4.6.7' },
    devDependencies: { vite: '8.3.8' },
  }
  expect(publishable(source, { version: '0.2.0' }, /testing/)).toEqual({
    name: 'loggia',
    version: '0.2.0',
    type: 'module',
    engines: { node: '>=22' },
    exports: {
      '.': { types: './src/index.d.ts', default: './src/index.js' },
      './*': { types: './src/*/index.d.ts', default: './src/*/index.js' },
      './package.json': './package.json',
    },
    bin: { loggia: './src/main.js' },
    dependencies: { '@loggia/sdk': '0.2.0', zod: '4.6.7' },
  })
})

test('a project made by create-loggia brings the Node that this repository brings', () => {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  expect(nodePackages).toEqual(manifest.optionalDependencies)
})
