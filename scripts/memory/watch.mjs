/**
 * node scripts/memory/watch.mjs <label> <limit in MB> <command…>: runs the command and ends it when its
 * process tree takes more memory than that. Plain JavaScript, for it runs before anything is installed.
 */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { processes, proportionalBytes, treeOf } from './process-tree.mjs'

const [label = '', limit = '', command = '', ...args] = process.argv.slice(2)
const limitMegabytes = Number(limit)
const megabytes = (/** @type {number} */ bytes) => Math.round(bytes / 1024 / 1024)

const child = spawn(command, args, { stdio: 'inherit' })
/** @type {Set<string>} */
const seen = new Set()
let peak = 0
/** @type {string[]} */
let largest = []
let over = false

const watch = setInterval(measure, 500)
measure()

function measure() {
  const tree = treeOf(processes(), process.pid, seen)
  const sizes = tree.map(one => ({ ...one, bytes: proportionalBytes(one.pid) }))
  const sum = sizes.reduce((total, { bytes }) => total + bytes, 0)
  if (sum > peak) {
    peak = sum
    largest = sizes
      .sort((a, b) => b.bytes - a.bytes)
      .slice(0, 5)
      .map(
        ({ pid, bytes, command }) =>
          `  ${String(megabytes(bytes)).padStart(5)} MB  ${pid}  ${command.slice(0, 120)}`,
      )
  }
  if (megabytes(sum) <= limitMegabytes || over) return
  over = true
  console.error(
    `${label} takes ${megabytes(sum)} MB, more than its ${limitMegabytes} MB; it is ended. The largest processes:\n${largest.join('\n')}`,
  )
  for (const { pid } of tree) end(pid)
}

/** @param {number} pid */
function end(pid) {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // it ended by itself
  }
}

for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.on(signal, () => child.kill(signal))
child.on('error', error => console.error(`${command} did not start: ${error.message}`))
child.on('close', (code, signal) => {
  clearInterval(watch)
  const status = code ?? (signal ? 128 + constants.signals[signal] : 70)
  console.error(
    `${label}: at most ${megabytes(peak)} of ${limitMegabytes} MB${over ? '; its largest processes stand above' : ''}`,
  )
  process.exit(over ? 1 : status)
})
