import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './run/root.mjs'

/** The server, restarted when a file of ours changes, and Vite before it, which reloads the app. */
const port = process.env.PORT ?? '3000'
const server = spawn(
  process.execPath,
  ['--watch', '--watch-preserve-output', join(root, 'cli/src/main.ts'), 'start', ...process.argv.slice(2)],
  { stdio: 'inherit', env: { ...process.env, PORT: port } },
)
// In a container the app has to listen where the server does, to be reached from outside of it.
const listening = process.env.HOST === undefined ? [] : ['--host', process.env.HOST]
const vite = [join(root, 'node_modules/vite/bin/vite.js'), '--clearScreen', 'false', ...listening]
const app = spawn(process.execPath, vite, {
  cwd: join(root, 'web'),
  stdio: 'inherit',
  env: { ...process.env, LOGGIA_URL: `http://127.0.0.1:${port}` },
})

const children = [server, app]
const end = (signal: NodeJS.Signals) => {
  for (const child of children) child.kill(signal)
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => end(signal))
for (const child of children) {
  child.on('exit', code => {
    end('SIGTERM')
    process.exitCode ??= code ?? 1
  })
}
