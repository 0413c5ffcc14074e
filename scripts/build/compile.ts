import { spawnSync } from 'node:child_process'
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { root } from '../run/root.mjs'

/**
 * Writes the JavaScript and the `.d.ts` of these packages below `target`, one folder each, and beside
 * them what in their source folders is not TypeScript. Throws with what the compiler says.
 */
export function compile(packages: readonly string[], target: string): void {
  const work = join(root, 'node_modules/.cache/build')
  rmSync(target, { recursive: true, force: true })
  mkdirSync(work, { recursive: true })
  const up = relative(work, root)
  const settings = {
    extends: join(up, 'tsconfig.json'),
    compilerOptions: {
      noEmit: false,
      allowJs: false,
      checkJs: false,
      declaration: true,
      rewriteRelativeImportExtensions: true,
      rootDir: up,
      outDir: relative(work, target),
    },
    include: packages.map(name => join(up, name, 'src')),
    exclude: ['**/*.test.ts', '**/*-fixture.ts', 'core/src/**/testing.ts'].map(pattern => join(up, pattern)),
  }
  writeFileSync(join(work, 'tsconfig.json'), JSON.stringify(settings))
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  const answer = spawnSync(process.execPath, [compiler, '-p', work], { cwd: root, encoding: 'utf8' })
  if (answer.status !== 0) throw new Error(`The packages do not compile:\n${answer.stdout}${answer.stderr}`)
  for (const file of globSync('**/*.d.ts', { cwd: target })) useJavaScriptNames(join(target, file))
  copyOthers(packages, target)
}

/** The compiler rewrites `./a.ts` in JavaScript and leaves it in declarations. */
function useJavaScriptNames(path: string): void {
  const text = readFileSync(path, 'utf8')
  const rewritten = text.replace(/(\bfrom\s*|\bimport\s*\(?\s*)(['"])(\.[^'"]*)\.tsx?\2/g, '$1$2$3.js$2')
  if (rewritten !== text) writeFileSync(path, rewritten)
}

function copyOthers(packages: readonly string[], target: string): void {
  for (const name of packages) {
    for (const file of globSync('src/**/*.*', { cwd: join(root, name), withFileTypes: true })) {
      if (!file.isFile() || /\.tsx?$/.test(file.name)) continue
      const path = join(name, relative(join(root, name), join(file.parentPath, file.name)))
      if (file.name.includes('.test.')) continue
      mkdirSync(dirname(join(target, path)), { recursive: true })
      cpSync(join(root, path), join(target, path))
    }
  }
}
