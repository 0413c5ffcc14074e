import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'
import { root } from '../run/root.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/**
 * The path of a Chromium that starts here: LOGGIA_CHROMIUM, else one on the machine, else the one that an
 * npm package ships, inflated once, else Debian's when we are root. Never another download.
 */
export async function findChromium(): Promise<string> {
  const given = process.env.LOGGIA_CHROMIUM
  if (given) return given
  const onMachine = inPath()
  if (onMachine) return onMachine
  const shipped = await inflated()
  if (starts(shipped)) return shipped
  const installed = fromDebian()
  if (installed) return installed
  throw new Error('No Chromium starts on this machine: install one, or name it with LOGGIA_CHROMIUM.')
}

function inPath(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders
    .flatMap(folder => names.map(name => join(folder, name)))
    .find(path => existsSync(path) && starts(path))
}

const starts = (path: string): boolean => spawnSync(path, ['--version', '--no-sandbox']).status === 0

/** Unpacks the archives of @sparticuz/chromium (about 3 s, then cached) and returns a script that starts it. */
async function inflated(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const source = join(dirname(entry), '../bin')
  const { version } = JSON.parse(readFileSync(join(source, '../package.json'), 'utf8')) as { version: string }
  const folder = join(root, 'node_modules/.cache/chromium', version)
  const script = join(folder, 'start')
  if (existsSync(script)) return script
  const partial = `${folder}.${process.pid}`
  mkdirSync(partial, { recursive: true })
  await Promise.all([
    unpack(join(source, 'chromium.br'), join(partial, 'chromium')),
    ...['al2023', 'fonts', 'swiftshader'].map(name => untar(join(source, `${name}.tar.br`), partial, name)),
  ])
  chmodSync(join(partial, 'chromium'), 0o755)
  writeFileSync(join(partial, 'fonts/fonts.conf'), fontConfiguration)
  writeFileSync(join(partial, 'start'), startScript, { mode: 0o755 })
  if (existsSync(folder)) rmSync(partial, { recursive: true })
  else renameSync(partial, folder)
  return script
}

// The one in the archive names folders of another machine.
const fontConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`

// Its libraries and fonts lie beside it, where neither the loader nor fontconfig looks by itself.
const startScript = `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
export LD_LIBRARY_PATH="$here/al2023/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
export FONTCONFIG_PATH="$here/fonts" XDG_CACHE_HOME="$here/cache" HOME="\${HOME:-$here}"
exec "$here/chromium" "$@"
`

const unpack = (from: string, to: string): Promise<void> =>
  pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to))

async function untar(archive: string, folder: string, name: string): Promise<void> {
  const tar = join(folder, `${name}.tar`)
  const target = name === 'swiftshader' ? folder : join(folder, name)
  await unpack(archive, tar)
  mkdirSync(target, { recursive: true })
  const answer = spawnSync('tar', ['-xf', tar, '-C', target], { encoding: 'utf8' })
  if (answer.status !== 0) throw new Error(`${archive} cannot be unpacked: ${answer.stderr}`)
  rmSync(tar)
}

function fromDebian(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  console.error('Installing chromium (apt-get)…')
  const install = () =>
    spawnSync('apt-get', ['install', '-y', 'chromium'], { stdio: ['ignore', 2, 2] }).status === 0
  if (!install()) {
    spawnSync('apt-get', ['update'], { stdio: ['ignore', 2, 2] })
    install()
  }
  return inPath()
}
