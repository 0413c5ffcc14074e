import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { root } from '../../scripts/run/root.mjs'

export interface Service {
  image?: string
  command?: string[]
  user?: string
  profiles?: string[]
  environment?: Record<string, string | null>
  secrets?: string[]
  read_only?: boolean
  cap_drop?: string[]
  cap_add?: string[]
  security_opt?: string[]
  healthcheck?: { test: string[] }
  depends_on?: Record<string, { condition: string }>
  networks?: string[]
  ports?: string[]
  privileged?: boolean
}

export interface ComposeFile {
  services: Record<string, Service>
  networks: Record<string, { internal?: boolean; ipam?: { config: { subnet: string }[] } }>
  secrets: Record<string, { file: string }>
}

/** `${NAME:-default}` as Compose puts it in; a variable without a default has to be given. */
function interpolate(text: string, environment: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{(\w+)(?::-([^}]*))?\}/g, (whole, name: string, fallback: string | undefined) => {
    const value = environment[name] || fallback
    if (value === undefined) throw new Error(`${whole} has neither a value nor a default`)
    return value
  })
}

/** The repository's compose.yaml, with variables put in and merged keys resolved. */
export function readCompose(environment: Readonly<Record<string, string>> = {}): ComposeFile {
  const text = readFileSync(join(root, 'compose.yaml'), 'utf8')
  return parse(interpolate(text, environment), { merge: true }) as ComposeFile
}

/** The services that start without a profile. */
export const servicesOf = ({ services }: ComposeFile): [string, Service][] =>
  Object.entries(services).filter(([, { profiles }]) => profiles === undefined)

/** The services that run our own program. */
export const nodesOf = (file: ComposeFile): [string, Service][] =>
  servicesOf(file).filter(([, { command }]) => command?.includes('cli/src/main.ts'))

/** Where the proxy sends requests: `host:port` of each. */
export function upstreamsOfProxy(): string[] {
  const caddyfile = readFileSync(join(root, 'deploy/Caddyfile'), 'utf8')
  return /reverse_proxy ([^{]+)\{/.exec(caddyfile)?.[1]?.trim().split(/\s+/) ?? []
}
