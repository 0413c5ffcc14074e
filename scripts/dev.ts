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
const app = spawn(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), '--clearScreen', 'false'], {
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
