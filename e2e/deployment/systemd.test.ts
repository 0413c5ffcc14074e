import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../scripts/run/root.mjs'

const file = join(root, 'deploy/loggia.service')
const unit = readFileSync(file, 'utf8')
const valuesOf = (name: string) =>
  [...unit.matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map(([, value]) => value)

test('the unit starts a program of this repository, and asks it for a rolling restart by the signal it knows', () => {
  const [command = ''] = valuesOf('ExecStart')
  const program = command.split(' ').find(word => word.endsWith('.ts')) ?? ''
  expect(existsSync(join(root, program))).toBe(true)
  expect(command).toContain(' start --nodes ')
  expect(valuesOf('ExecReload')[0]).toContain('-USR2')
  expect(readFileSync(join(root, 'cli/src/start/nodes/start-nodes.ts'), 'utf8')).toContain(
    "process.on('SIGUSR2'",
  )
})

test('the unit runs as nobody that exists, with no capability, and writes only where it keeps its state', () => {
  expect(valuesOf('DynamicUser')).toEqual(['yes'])
  expect(valuesOf('CapabilityBoundingSet')).toEqual([''])
  expect(valuesOf('ProtectSystem')).toEqual(['strict'])
  expect(valuesOf('NoNewPrivileges')).toEqual(['yes'])
  expect(valuesOf('ReadWritePaths')).toEqual([])
  // The environment of a unit is readable by everybody: nothing secret stands in it.
  expect(valuesOf('Environment').join(' ')).not.toMatch(/(DATABASE_URL|SECRET_KEY|API_KEY)=/)
})

const analyze = spawnSync('systemd-analyze', ['--version'], { encoding: 'utf8' }).status === 0

if (analyze) {
  test('systemd itself rates the exposure of the unit "OK" or better', () => {
    const args = ['security', '--offline=yes', '--no-pager', '--threshold=25', file]
    const rated = spawnSync('systemd-analyze', args, { encoding: 'utf8' })
    expect(rated.stdout + rated.stderr).toMatch(/Overall exposure level/)
    expect(rated.status, rated.stdout).toBe(0)
  })
} else console.info('There is no "systemd-analyze" here: the unit is held to our own rules alone.')
