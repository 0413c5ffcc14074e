import { execFile } from 'node:child_process'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { promisify } from 'node:util'

export interface PortHolder {
  pid: number
  command: string
}

/** The process that listens on a port of this machine, as far as this user may see it. */
export async function holderOf(port: number): Promise<PortHolder | undefined> {
  const pid = process.platform === 'linux' ? await fromProc(port) : await fromLsof(port)
  return pid === undefined ? undefined : { pid, command: await commandOf(pid) }
}

/** The socket's inode from the kernel's table, then the process that has it open. */
async function fromProc(port: number): Promise<number | undefined> {
  const inodes = new Set<string>()
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    const text = await readFile(table, 'utf8').catch(() => '')
    for (const line of text.split('\n').slice(1)) {
      const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/)
      const isListening = state === '0A' && Number.parseInt(local.split(':')[1] ?? '', 16) === port
      if (isListening && inode) inodes.add(`socket:[${inode}]`)
    }
  }
  if (inodes.size === 0) return undefined
  for (const pid of (await readdir('/proc')).filter(name => /^\d+$/.test(name))) {
    const open = await readdir(`/proc/${pid}/fd`).catch(() => [])
    for (const file of open) {
      const target = await readlink(`/proc/${pid}/fd/${file}`).catch(() => '')
      if (inodes.has(target)) return Number(pid)
    }
  }
  return undefined
}

async function fromLsof(port: number): Promise<number | undefined> {
  try {
    const { stdout } = await promisify(execFile)('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-t'])
    const pid = Number(stdout.split('\n')[0])
    return pid > 0 ? pid : undefined
  } catch {
    return undefined
  }
}

const commandOf = async (pid: number): Promise<string> =>
  (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'not told')).trim()
