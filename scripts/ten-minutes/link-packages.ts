import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../run/root.mjs'

/**
 * Installs our tarballs into a project without the registry: they are unpacked, and what others publish is
 * taken from the repository's own installation. `npm install` does the same from the registry, and slower.
 */
export function linkPackages(project: string, tarballs: string): void {
  const modules = join(project, 'node_modules')
  mkdirSync(join(modules, '.bin'), { recursive: true })
  for (const file of readdirSync(tarballs).filter(name => /^loggia-.*\.tgz$/.test(name))) {
    const name = file.replace(/-\d+\.\d+\.\d+.*$/, '').replace(/^loggia-/, '@loggia/')
    const target = join(modules, name)
    mkdirSync(target, { recursive: true })
    const { status, stderr } = spawnSync('tar', [
      '-xzf',
      join(tarballs, file),
      '-C',
      target,
      '--strip-components=1',
    ])
    if (status !== 0) throw new Error(`${file} could not be unpacked: ${stderr}`)
  }
  chmodSync(join(modules, 'loggia/src/main.js'), 0o755)
  symlinkSync('../loggia/src/main.js', join(modules, '.bin/loggia'))
  linkOthers(join(root, 'node_modules'), modules)
}

/** Everything but our own packages, which must come out of the tarballs. */
function linkOthers(from: string, to: string): void {
  for (const entry of readdirSync(from)) {
    if (entry.startsWith('.') || /^(@loggia|loggia|create-loggia)$/.test(entry)) continue
    symlinkSync(join(from, entry), join(to, entry))
  }
}
