import { globSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { root } from '../run/root.mjs'

export const packages = ['contract', 'core', 'plugins', 'sdk', 'server', 'web', 'cli'] as const
export type Package = (typeof packages)[number]

export interface Source {
  /** From the repository's root, with forward slashes. */
  path: string
  text: string
  imports: Import[]
}

/** What a file imports: a path of ours for a relative import, else the name as written. */
export interface Import {
  written: string
  path?: string
}

const patterns = [
  /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/gm,
  /^\s*import\s*['"]([^'"]+)['"]/gm,
  /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g,
]

/** What the text of the file at `path` imports. */
export function importsOf(path: string, text: string): Import[] {
  return patterns.flatMap(pattern =>
    [...text.matchAll(pattern)].map(([, written = '']) =>
      written.startsWith('.') ? { written, path: posix.join(posix.dirname(path), written) } : { written },
    ),
  )
}

/** The files below these folders that are TypeScript of ours and not generated. */
export function readSources(folders: readonly string[]): Source[] {
  return globSync(
    folders.map(folder => `${folder}/**/*.{ts,tsx,mjs}`),
    { cwd: root, exclude: ['**/node_modules/**', '**/dist/**', '**/generated/**', '**/fixtures/**'] },
  )
    .map(path => path.replaceAll('\\', '/'))
    .sort()
    .map(path => {
      const text = readFileSync(join(root, path), 'utf8')
      return { path, text, imports: importsOf(path, text) }
    })
}

/** Whether the file is a test or part of a kit for tests; those may look anywhere. */
export const isTest = (path: string): boolean =>
  /(\.test\.tsx?|(^|\/)testing\.ts)$/.test(path) || dirname(path).split('/').includes('testing')

export const lineCount = (text: string): number => text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
