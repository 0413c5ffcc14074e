import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { packages } from '../check/sources.ts'
import { root } from '../run/root.mjs'

/**
 * Copies the repository as it stands, edits included, into a new folder with everything installed. What
 * comes from the registry is linked; our own packages are the copy's.
 */
export function copyRepository(folder: string): void {
  const files = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
  })
  for (const file of files.stdout.split('\0').filter(name => name !== '' && existsSync(join(root, name)))) {
    copy(file, folder)
  }
  if (existsSync(join(root, 'web/dist'))) copy('web/dist', folder)
  for (const place of ['.', ...packages])
    linkInstalled(join(root, place, 'node_modules'), join(folder, place, 'node_modules'))
  for (const name of packages) {
    const link = join(folder, 'node_modules', name === 'cli' ? 'loggia' : `@loggia/${name}`)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(join(folder, name), link)
  }
}

function copy(path: string, folder: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  cpSync(join(root, path), join(folder, path), { recursive: true })
}

function linkInstalled(from: string, to: string): void {
  if (!existsSync(from)) return
  mkdirSync(to, { recursive: true })
  for (const name of readdirSync(from)) {
    if (!['@loggia', 'loggia', '.cache', '.vite', '.vite-temp'].includes(name))
      symlinkSync(join(from, name), join(to, name))
  }
}
