import { execFileSync } from 'node:child_process'
import path from 'node:path'
import type { Bench } from '../bench.ts'
import { readEvents } from '../client/events.ts'
import { freePort, startServer } from '../processes.ts'
import { messagesPath } from '../targets/loggia.ts'

const root = path.join(import.meta.dirname, '..', '..')

/** `git clone`, `npm start` with an empty npm cache, then a message: seconds to the first token. */
export async function measureClone(bench: Bench): Promise<void> {
  const folder = path.join(bench.folder, 'clone')
  const data = path.join(bench.folder, 'clone-data')
  const env = strangersEnvironment(path.join(bench.folder, 'npm-cache'))
  const port = await freePort()
  const startedAt = performance.now()
  execFileSync('git', ['clone', '--quiet', root, folder], { env })
  const server = await startServer({
    name: 'clone',
    command: 'npm',
    args: ['start', '--', '--port', String(port), '--data', data],
    port,
    env,
    health: '/readyz',
    logs: bench.folder,
    cwd: folder,
    patienceSeconds: 600,
  })
  try {
    const create = ['loggia', 'key', 'create', '--name', 'clone', '--data', data, '--url', server.url]
    const key = execFileSync('npx', create, { cwd: folder, env, encoding: 'utf8' }).trim()
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const post = async (url: string, body: object) =>
      (await (
        await fetch(server.url + url, { method: 'POST', headers, body: JSON.stringify(body) })
      ).json()) as {
        id: string
      }
    const agent = (await post('/api/agents', { definition: { name: 'First' } })).id
    const conversation = (await post('/api/conversations', { agent })).id
    const response = await fetch(server.url + messagesPath(conversation), {
      method: 'POST',
      headers: { ...headers, accept: 'text/event-stream' },
      body: JSON.stringify({ text: 'Hello!' }),
    })
    for await (const event of readEvents(response)) {
      if (event.data.includes('TEXT_MESSAGE_CONTENT')) break
    }
    const note = `healthy after ${(server.startedMs / 1000).toFixed(1)} s`
    bench.record('clone', 'pglite', [(performance.now() - startedAt) / 1000], { note })
  } finally {
    await server.stop()
  }
}

/** The environment of somebody who has just cloned: no tools of this repo in PATH, nothing cached. */
function strangersEnvironment(cache: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD|NODE)/i.test(name))
  const folders = (process.env.PATH ?? '').split(':').filter(folder => !folder.includes('node_modules'))
  return { ...Object.fromEntries(kept), PATH: folders.join(':'), npm_config_cache: cache }
}
