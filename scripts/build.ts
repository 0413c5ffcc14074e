import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { compile } from './build/compile.ts'
import { type Manifest, publishable } from './build/manifest.ts'
import { root } from './run/root.mjs'

/**
 * What is published: the folder of its source, what goes in beside the compiled code and from where, and
 * the doors that only our own tests use.
 */
const published: { folder: string; holds?: Record<string, string>; without?: RegExp }[] = [
  { folder: 'contract' },
  { folder: 'core', holds: { generated: 'core/generated' }, without: /\/testing$/ },
  { folder: 'plugins' },
  { folder: 'sdk' },
  { folder: 'server', holds: { 'db/migrations': 'db/migrations', 'web/dist': 'web/dist' } },
  { folder: 'cli' },
]

const dist = join(root, 'dist')
const stage = join(dist, 'packages')
const read = (path: string): Manifest => JSON.parse(readFileSync(join(root, path), 'utf8'))

rmSync(dist, { recursive: true, force: true })
mkdirSync(dist)
compile(
  published.map(({ folder }) => folder),
  stage,
)
const repository = read('package.json')
for (const { folder, holds = {}, without } of published) {
  for (const [inside, from] of Object.entries(holds)) copyIn(from, join(stage, folder, inside))
  publish(folder, publishable(read(join(folder, 'package.json')), repository, without))
}
publishCreator()
for (const file of readdirSync(dist).filter(name => name.endsWith('.tgz'))) {
  console.log(`dist/${file}  ${(statSync(join(dist, file)).size / 1024).toFixed(0)} kB`)
}

/** `npm create loggia`: plain JavaScript with the template that it copies. */
function publishCreator(): void {
  const folder = 'create-loggia'
  for (const file of readdirSync(join(root, 'cli/create')).filter(name => /(?<!\.test)\.mjs$/.test(name))) {
    copyIn(join('cli/create', file), join(stage, folder, file))
  }
  copyIn('templates/project', join(stage, folder, 'template'))
  const { dependencies: _none, ...manifest } = publishable(read('cli/create/package.json'), repository)
  publish(folder, manifest)
}

function copyIn(from: string, to: string): void {
  if (!existsSync(join(root, from))) throw new Error(`${from} is missing, which is to be published.`)
  cpSync(join(root, from), to, { recursive: true })
}

/** Writes what every package holds, and packs it. */
function publish(folder: string, manifest: Record<string, unknown>): void {
  copyIn('LICENSE', join(stage, folder, 'LICENSE'))
  const own = join(folder, 'README.md')
  copyIn(existsSync(join(root, own)) ? own : 'README.md', join(stage, folder, 'README.md'))
  writeFileSync(join(stage, folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  pack(join(stage, folder))
}

function pack(folder: string): void {
  const args = ['pack', folder, '--pack-destination', dist, '--silent']
  const answer = spawnSync('npm', args, { encoding: 'utf8', shell: process.platform === 'win32' })
  if (answer.status !== 0) throw new Error(`${basename(folder)} could not be packed:\n${answer.stderr}`)
}
