import { readdirSync, readFileSync } from 'node:fs'

/**
 * One process: `started` tells it from a later one with the same pid, `session` is that of its leader.
 * @typedef {{ pid: number, parent: number, session: number, started: string, command: string }} Process
 */

/** Every process of this machine. */
export function processes() {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(name => {
      const stat = read(`/proc/${name}/stat`)
      // The command stands in parentheses and may hold anything, so the fields are counted from its end.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      if (fields.length < 20) return []
      const command = read(`/proc/${name}/cmdline`).split('\0').join(' ').trim()
      return [
        {
          pid: Number(name),
          parent: Number(fields[1]),
          session: Number(fields[3]),
          started: fields[19] ?? '',
          command,
        },
      ]
    })
}

/**
 * The processes below `ancestor`, which itself is not among them, and those once seen there that have
 * since lost their parent, with what they started. `seen` is kept by the caller from call to call.
 * @param {Process[]} all @param {number} ancestor @param {Set<string>} seen
 */
export function treeOf(all, ancestor, seen) {
  const name = (/** @type {Process} */ { pid, started }) => `${pid} ${started}`
  const inside = new Set([ancestor])
  const sessions = new Set()
  for (let grown = true; grown; ) {
    grown = false
    for (const one of all) {
      if (inside.has(one.pid)) continue
      if (!inside.has(one.parent) && !sessions.has(one.session) && !seen.has(name(one))) continue
      inside.add(one.pid)
      if (one.session === one.pid) sessions.add(one.session)
      seen.add(name(one))
      grown = true
    }
  }
  return all.filter(({ pid }) => pid !== ancestor && inside.has(pid))
}

/** Bytes of memory that are this process's share: pages used by n processes count 1/n. 0 when it is gone. @param {number} pid */
export function proportionalBytes(pid) {
  const match = /^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))
  return match ? Number(match[1]) * 1024 : 0
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // gone in the meantime, or another user's
  }
}
