import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openBalancer } from '../../cli/src/start/nodes/balancer.ts'
import { root } from '../../scripts/run/root.mjs'
import { freePort } from '../../scripts/test/free-port.ts'
import { nodesOf, readCompose, type Service, upstreamsOfProxy } from './compose-file.ts'

export interface LocalServices {
  /** Where people get in: what stands in for the proxy, with the upstreams of its Caddyfile. */
  url: string
  nodes: { name: string; url: string; output(): string }[]
  stop(): Promise<(number | null)[]>
}

export interface Surroundings {
  folder: string
  databaseUrl: string
  /** What an operator would set beside compose.yaml. */
  environment: Record<string, string>
}

/**
 * Starts what compose.yaml calls its nodes as processes of this machine: with their commands, environment,
 * secrets and health checks. Only what a container brings is put in place: names, ports and folders.
 */
export async function startServices({
  folder,
  databaseUrl,
  environment,
}: Surroundings): Promise<LocalServices> {
  const proxyPort = await freePort()
  const url = `http://127.0.0.1:${proxyPort}`
  const file = readCompose({ ...environment, LOGGIA_URL: url })
  const secrets = join(folder, 'secrets')
  const made = spawnSync('sh', [join(root, 'deploy/make-secrets.sh'), secrets], { encoding: 'utf8' })
  if (made.status !== 0) throw new Error(made.stderr)
  // The script names Postgres as the containers know it; here it is another.
  mkdirSync(join(folder, 'own'))
  writeFileSync(join(folder, 'own/database-url'), databaseUrl)

  const running = await Promise.all(
    nodesOf(file).map(async ([name, service]) => {
      const port = await freePort()
      const data = join(folder, name)
      const own = environmentOf(service, {
        port,
        data,
        secrets,
        databaseUrl: join(folder, 'own/database-url'),
      })
      return { name, port, ...run(service, own), isReady: () => isReady(service, own) }
    }),
  )
  for (const node of running) await untilReady(node)
  const balancer = await openBalancer({ host: '127.0.0.1', port: proxyPort })
  for (const upstream of upstreamsOfProxy()) {
    const node = running.find(({ name }) => upstream.startsWith(`${name}:`))
    if (!node) throw new Error(`The proxy sends requests to ${upstream}, which no service is.`)
    balancer.rotation.add(`http://127.0.0.1:${node.port}`)
  }
  return {
    url,
    nodes: running.map(({ name, port, output }) => ({ name, output, url: `http://127.0.0.1:${port}` })),
    async stop() {
      const statuses = await Promise.all(running.map(node => node.end()))
      await balancer.close()
      return statuses
    },
  }
}

interface Places {
  port: number
  data: string
  secrets: string
  databaseUrl: string
}

function environmentOf({ environment = {} }: Service, places: Places): Record<string, string> {
  const local = Object.entries(environment).map(([name, value]) => [
    name,
    (value ?? '')
      .replace('/run/secrets/database-url', places.databaseUrl)
      .replace('/run/secrets/', `${places.secrets}/`)
      .replace(/^\/data$/, places.data)
      .replace(/^\/backups$/, `${places.data}-backups`)
      // The network of the containers is loopback here.
      .replace(/^172\.31\.249\.0\/24$/, '127.0.0.1'),
  ])
  return { ...Object.fromEntries(local), PORT: String(places.port) }
}

/** `node` of the image is the Node that runs this. */
const programOf = ([program = '', ...args]: string[]): [string, string[]] => [
  program === 'node' ? process.execPath : program,
  args,
]

function run({ command = [] }: Service, environment: Record<string, string>) {
  const { PATH = '', NODE_COMPILE_CACHE } = process.env
  const env = { PATH, ...(NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE }), ...environment }
  const child = spawn(...programOf(command), { cwd: root, env })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  const closed = once(child, 'close') as Promise<[number | null]>
  return {
    output: () => output,
    hasEnded: () => child.exitCode !== null,
    async end() {
      child.kill('SIGTERM')
      return (await closed)[0]
    },
  }
}

/** What the container's health check says: its own command, in its own environment. */
function isReady({ healthcheck }: Service, env: Record<string, string>): Promise<boolean> {
  const [kind, ...command] = healthcheck?.test ?? []
  if (kind !== 'CMD')
    throw new Error('A health check is a command without a shell: the image need not have one.')
  const child = spawn(...programOf(command), { cwd: root, env })
  return once(child, 'close').then(([status]) => status === 0)
}

async function untilReady(
  node: Pick<ReturnType<typeof run>, 'output' | 'hasEnded'> & { isReady(): Promise<boolean> },
) {
  while (!(await node.isReady())) {
    if (node.hasEnded()) throw new Error(`The service ended:\n${node.output()}`)
  }
}
