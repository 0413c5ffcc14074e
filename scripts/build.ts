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
  for (const [inside, from] of Object.entries(holds)) {
    if (!existsSync(join(root, from))) throw new Error(`${from} is missing, which ${folder} is to hold.`)
    cpSync(join(root, from), join(stage, folder, inside), { recursive: true })
  }
  cpSync(join(root, 'LICENSE'), join(stage, folder, 'LICENSE'))
  const readme = join(root, folder, 'README.md')
  cpSync(existsSync(readme) ? readme : join(root, 'README.md'), join(stage, folder, 'README.md'))
  const manifest = publishable(read(join(folder, 'package.json')), repository, without)
  writeFileSync(join(stage, folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  pack(join(stage, folder))
}
for (const file of readdirSync(dist).filter(name => name.endsWith('.tgz'))) {
  console.log(`dist/${file}  ${(statSync(join(dist, file)).size / 1024).toFixed(0)} kB`)
}

function pack(folder: string): void {
  const args = ['pack', folder, '--pack-destination', dist, '--silent']
  const answer = spawnSync('npm', args, { encoding: 'utf8', shell: process.platform === 'win32' })
  if (answer.status !== 0) throw new Error(`${basename(folder)} could not be packed:\n${answer.stderr}`)
}
