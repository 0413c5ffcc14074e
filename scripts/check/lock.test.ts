import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { missingOptionals } from './lock.ts'

const entry = (...names: string[]) => ({ optionalDependencies: Object.fromEntries(names.map(n => [n, '1'])) })

test('an optional package without an entry is found, also for a dependant inside another', () => {
  const packages = {
    '': {},
    'node_modules/a': entry('b', 'gone'),
    'node_modules/b': {},
    'node_modules/a/node_modules/c': entry('b', 'd', 'lost'),
    'node_modules/a/node_modules/d': {},
  }
  expect(missingOptionals({ packages }).map(({ name }) => name)).toEqual(['gone', 'lost'])
})

test('the lock of this repository describes every package it names, so that npm ci accepts it', () => {
  const lock = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'))
  expect(missingOptionals(lock)).toEqual([])
})
