import { spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { root } from '../../scripts/run/root.mjs'
import { nodesOf, readCompose, servicesOf, upstreamsOfProxy } from './compose-file.ts'

const file = readCompose()
const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8')

test('each service that runs by default can write nothing, has no privilege it could gain, and a health check', () => {
  const services = servicesOf(file)
  expect(services.map(([name]) => name).sort()).toEqual(['node-1', 'node-2', 'postgres', 'proxy'])
  for (const [name, service] of services) {
    expect(service.read_only, name).toBe(true)
    expect(service.cap_drop, name).toEqual(['ALL'])
    expect(service.security_opt, name).toContain('no-new-privileges:true')
    expect(service.privileged, name).toBeUndefined()
    expect(service.healthcheck?.test.length, name).toBeGreaterThan(1)
    if (name !== 'proxy') expect(service.user, name).toMatch(/^[1-9]\d*:[1-9]\d*$/)
  }
  const adds = services.flatMap(([name, { cap_add = [] }]) => cap_add.map(one => `${name} ${one}`))
  expect(adds).toEqual(['proxy NET_BIND_SERVICE'])
})

test('each image has a version in its tag, in the compose file and in the Dockerfile', () => {
  const images = Object.values(file.services).map(({ image = '' }) => image)
  const bases = [...dockerfile.matchAll(/^ARG \w+_IMAGE=(\S+)$/gm)].map(([, image = '']) => image)
  expect(bases).toHaveLength(2)
  const foreign = [...images.filter(image => !image.startsWith('loggia:')), ...bases]
  for (const image of foreign) expect(image).toMatch(/^[\w./-]+:\d+\.\d+[\w.-]*$/)
  for (const [, image] of dockerfile.matchAll(/^FROM (\S+)/gm)) expect(image).toMatch(/^\$\{\w+_IMAGE\}$/)
})

test('only the proxy is reached from outside, and the database reaches nothing', () => {
  const open = servicesOf(file).filter(([, { ports }]) => ports !== undefined)
  expect(open.map(([name]) => name)).toEqual(['proxy'])
  expect(file.services.postgres?.networks).toEqual(['inside'])
  expect(file.networks.inside).toEqual({ internal: true })
})

test('no secret stands in the file: each comes from a file of its own, which the script makes', () => {
  for (const [name, { environment = {} }] of servicesOf(file)) {
    for (const [variable, value] of Object.entries(environment)) {
      if (/(DATABASE_URL|PASSWORD|SECRET_KEY|API_KEY)$/.test(variable))
        expect(value ?? '', `${name} ${variable}`).toBe('')
    }
  }
  const folder = mkdtempSync(join(tmpdir(), 'loggia-secrets-'))
  const make = () => spawnSync('sh', [join(root, 'deploy/make-secrets.sh'), join(folder, 'secrets')])
  expect(make().status).toBe(0)
  const read = () =>
    Object.keys(file.secrets).map(name => readFileSync(join(folder, 'secrets', name), 'utf8'))
  const made = read()
  for (const text of made) expect(text.trim().length).toBeGreaterThan(40)
  expect(statSync(join(folder, 'secrets')).mode & 0o777).toBe(0o700)
  // A second time changes nothing: an instance that lost its key has lost its secrets.
  expect(make().status).toBe(0)
  expect(read()).toEqual(made)
  rmSync(folder, { recursive: true })
})

test('the proxy knows the nodes by their names and ports, and none besides', () => {
  const nodes = nodesOf(file).map(([name, { environment }]) => `${name}:${environment?.PORT}`)
  expect(nodes).toHaveLength(2)
  expect(upstreamsOfProxy()).toEqual(nodes)
  // And the nodes believe it, for it is in the network that they name.
  const subnet = file.networks.outside?.ipam?.config[0]?.subnet
  expect(file.services.proxy?.networks).toEqual(['outside'])
  for (const [, { environment }] of nodesOf(file)) expect(environment?.LOGGIA_PROXIES).toBe(subnet)
})

test('what the Dockerfile copies exists, and its command is the one of the nodes', () => {
  const copied = [...dockerfile.matchAll(/^COPY (?:--from=build )?(.+) \S+$/gm)].flatMap(([, sources = '']) =>
    sources.split(' ').map(source => source.replace('/loggia/', '')),
  )
  const made = ['node_modules', 'web/dist']
  const missing = copied.filter(path => !made.includes(path) && !existsSync(join(root, path)))
  expect(missing).toEqual([])
  // Each package with a manifest of its own takes part in the installation.
  const manifests = globSync('{*,cli/create}/package.json', { cwd: root }).filter(
    path => !path.startsWith('node_modules'),
  )
  for (const manifest of manifests) expect(copied).toContain(manifest)
  const command = JSON.parse(/^CMD (\[.*main\.ts.*\])$/m.exec(dockerfile)?.[1] ?? '[]') as string[]
  expect(command.length).toBeGreaterThan(2)
  for (const [, node] of nodesOf(file)) expect(node.command).toEqual(command)
  expect(dockerfile).toMatch(/^USER 10001:10001$/m)
  expect(dockerfile).toMatch(/^HEALTHCHECK /m)
})

test('the file is what the Compose Specification describes, by its own schema', () => {
  const text = readFileSync(join(root, 'e2e/deployment/fixtures/compose-spec.json'), 'utf8')
  const schema = { ...JSON.parse(text), $schema: 'http://json-schema.org/draft-07/schema#' }
  const specification = z.fromJSONSchema(schema)
  expect(specification.safeParse(file).error?.issues).toBeUndefined()
  const misspelt = structuredClone(file.services['node-1'])
  expect(specification.safeParse({ services: { node: { ...misspelt, read_onyl: true } } }).success).toBe(
    false,
  )
})

const compose = spawnSync('docker', ['compose', 'version'], { encoding: 'utf8' }).status === 0

if (compose) {
  test.each([[[]], [['--profile', 'dev']]])('Compose itself takes the file, with %j', profile => {
    const answer = spawnSync('docker', ['compose', ...profile, 'config', '--quiet'], {
      cwd: root,
      encoding: 'utf8',
    })
    expect(answer.status, answer.stderr).toBe(0)
  })
} else
  console.info('There is no "docker compose" here: compose.yaml is held to the specification’s schema alone.')
