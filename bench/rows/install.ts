import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import path from 'node:path'
import type { Bench } from '../bench.ts'

const root = path.join(import.meta.dirname, '..', '..')

/** The `loggia` package installed from the built tarballs into an empty folder: megabytes on disk, scripts. */
export async function measureInstall(bench: Bench): Promise<void> {
  const tarballs = await Array.fromAsync(glob('dist/**/*.tgz', { cwd: root }))
  if (tarballs.length === 0) throw new Error('There are no tarballs in dist/: run `npm run build` first.')
  const folder = path.join(bench.folder, 'install')
  mkdirSync(folder)
  // Overrides point every package of ours at its tarball, the unpublished ones that `loggia` needs too.
  const files = Object.fromEntries(
    tarballs.map(tarball => [nameOf(path.join(root, tarball)), `file:${path.join(root, tarball)}`]),
  )
  const { loggia } = files
  if (!loggia) throw new Error(`None of ${tarballs.join(', ')} is the package "loggia".`)
  const { loggia: _, ...overrides } = files
  const manifest = { name: 'installed', private: true, dependencies: { loggia }, overrides }
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest))
  const install = ['install', '--omit=dev', '--no-audit', '--no-fund', '--ignore-scripts']
  execFileSync('npm', install, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })

  const used = execFileSync('du', ['-sk', path.join(folder, 'node_modules')], { encoding: 'utf8' })
  const megabytes = (Number.parseInt(used, 10) * 1024) / 1e6
  const scripts = withInstallScript(path.join(folder, 'node_modules/.package-lock.json'))
  for (const id of bench.engines) {
    bench.record('install', id, [megabytes])
    const note = scripts.length ? { note: scripts.join(', ') } : {}
    bench.record('install-scripts', id, [scripts.length], note)
  }
}

const nameOf = (tarball: string) => {
  const manifest = execFileSync('tar', ['-xzOf', tarball, 'package/package.json'], { encoding: 'utf8' })
  return (JSON.parse(manifest) as { name: string }).name
}

function withInstallScript(lock: string): string[] {
  if (!existsSync(lock)) throw new Error('npm left no node_modules/.package-lock.json to look into.')
  const { packages } = JSON.parse(readFileSync(lock, 'utf8')) as {
    packages: Record<string, { hasInstallScript?: boolean }>
  }
  return Object.keys(packages).filter(name => packages[name]?.hasInstallScript)
}
