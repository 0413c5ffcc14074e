import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { nodeOfTheHouse } from './run/hand-over.mjs'
import { root } from './run/root.mjs'
import { linkPackages } from './ten-minutes/link-packages.ts'

/**
 * The ten-minute path, as the guide says it, in a new folder outside the repository: a project from the built
 * tarballs, its test, `loggia dev`, a changed tool and its changed answer. Prints the seconds of each step and
 * fails when one does not show what it should, or when all together take more than ten minutes.
 *
 * Run it as `node scripts/ten-minute-path.ts`; LOGGIA_TARBALLS names tarballs that are there already, and
 * `--linked` spares the registry.
 */
const began = performance.now()
const folder = mkdtempSync(join(tmpdir(), 'loggia-ten-minutes-'))
const project = join(folder, 'my-agent')
const tool = join(project, 'tools/time.ts')

// Nothing of the repository is to be found but the Node it brings.
const outside = (process.env.PATH ?? '').split(':').filter(part => !part.includes('node_modules'))
const env = { ...process.env, PATH: [join(nodeOfTheHouse(), '..'), ...outside].join(':'), NO_COLOR: '1' }

let stepBegan = performance.now()
function done(step: string): void {
  console.log(`${((performance.now() - stepBegan) / 1000).toFixed(1).padStart(6)} s  ${step}`)
  stepBegan = performance.now()
}

function run(command: string, args: string[], cwd = project, input = ''): string {
  const shell = process.platform === 'win32'
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, env, input, encoding: 'utf8', shell })
  if (status === 0) return stdout + stderr
  throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`)
}

/** Waits until the process has printed this after its first `from` characters. */
function until(
  child: ChildProcess,
  heard: { text: string },
  pattern: RegExp,
  from = 0,
): Promise<RegExpExecArray> {
  return new Promise((settle, fail) => {
    const look = () => {
      const match = pattern.exec(heard.text.slice(from))
      if (match) settle(match)
    }
    child.stdout?.on('data', look)
    child.once('close', status => fail(new Error(`loggia dev ended with ${status}:\n${heard.text}`)))
    look()
  })
}

const ask = (conversation: string[]): string =>
  run('npx', ['loggia', 'chat', ...conversation], project, 'What time is it in Tokyo?\n')

function expectIn(text: string, pattern: RegExp): RegExpExecArray {
  const match = pattern.exec(text)
  if (!match) throw new Error(`Expected ${pattern} in:\n${text}`)
  return match
}

try {
  const tarballs = resolve(process.env.LOGGIA_TARBALLS ?? join(root, 'dist'))
  if (!process.env.LOGGIA_TARBALLS) run(process.execPath, ['scripts/run.mjs', 'build'], root)
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  done('npm run build')

  const creator = `file:${join(tarballs, `create-loggia-${version}.tgz`)}`
  run(
    'npm',
    ['exec', '--yes', `--package=${creator}`, '--', 'create-loggia', project, '--tarballs', tarballs],
    folder,
  )
  done('npm create loggia')
  const isLinked = process.argv.includes('--linked')
  if (isLinked) linkPackages(project, tarballs)
  else run('npm', ['install', '--no-audit', '--no-fund'])
  done(isLinked ? 'the packages unpacked, others linked' : 'npm install')
  expectIn(run('npm', ['test']), /pass 1/)
  done('npm test')
  run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', project])
  done('types check under nodenext')

  const dev = spawn('npx', ['loggia', 'dev', '--port', '0'], { cwd: project, env, detached: true })
  const heard = { text: '' }
  for (const stream of [dev.stdout, dev.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (heard.text += text))
  try {
    const [, url = ''] = await until(dev, heard, /answers at (\S+)/)
    await until(dev, heard, /saved files are reloaded/)
    done('npm run dev, until it answers')
    const page = await (await fetch(url, { headers: { accept: 'text/html' } })).text()
    expectIn(page, /<div id="root"/)
    const first = ask(['hello'])
    expectIn(first, /It is \d\d:\d\d in Asia\/Tokyo/)
    const [, conversation = ''] = expectIn(first, /conversation (cnv_\w+)/)
    done('the first reply')

    const from = heard.text.length
    writeFileSync(tool, readFileSync(tool, 'utf8').replace('It is', 'The clock says'))
    const saved = performance.now()
    await until(dev, heard, /reloaded hello/, from)
    const reload = performance.now() - saved
    expectIn(ask(['--conversation', conversation]), /The clock says \d\d:\d\d in Asia\/Tokyo/)
    done(
      `the changed answer in the same conversation; reloaded ${Math.round(reload)} ms after the file was saved`,
    )
    if (reload > 1_000) throw new Error(`The reload took ${Math.round(reload)} ms; a second is the limit.`)
  } finally {
    const closed = once(dev, 'close')
    if (dev.pid !== undefined && dev.exitCode === null) process.kill(-dev.pid, 'SIGTERM')
    await closed
  }
  const seconds = (performance.now() - began) / 1000
  console.log(`${seconds.toFixed(1).padStart(6)} s  in all; ten minutes are 600`)
  if (seconds > 600) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
