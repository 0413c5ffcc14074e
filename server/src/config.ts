import { resolve } from 'node:path'
import { LoggiaError } from '@loggia/contract'
import { parseNetwork } from './http/caller-address.ts'
import { withSecretFiles } from './secret-files.ts'
import { shipped } from './shipped.ts'

/** Everything the server can be told, as one record. Only this file and the command line read the environment. */
export interface Config {
  host: string
  /** 0 takes a free one. */
  port: number
  /** Where the embedded database, the keys and the local access file lie. */
  dataDirectory: string
  /** The owner's URL of a Postgres 15 or newer; without it the embedded database is used. */
  databaseUrl: string | undefined
  /** URL of the role the app logs in as, where it cannot be derived from the owner's. */
  appDatabaseUrl: string | undefined
  /** The address people use, where it differs from host and port (behind a proxy). */
  publicUrl: string | undefined
  /** Addresses and networks of the proxies whose X-Forwarded-For is believed. */
  proxies: readonly string[]
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** The built web app; undefined where there is none. */
  webDirectory: string | undefined
  /** The `.sql` files; those of the repository or package where undefined. */
  migrationsDirectory: string | undefined
  /** Keys that seal secrets and sign cookies, newest first, with commas between; a file in the data directory without it. */
  secretKey: string | undefined
  /** A provider's embedder, `provider/model`; the built-in word vectors where undefined. */
  embedder: string | undefined
  /** Where vulnerabilities are told, an `https:` or `mailto:` address; security.txt says it. */
  securityContact: string | undefined
  /** Where mail is handed over, `smtp://user:password@host:587`; without it letters stand in the log, or nowhere. */
  smtpUrl: string | undefined
  /** Who mail is from. */
  mailFrom: string
  /** The identity provider of single sign-on, and what this instance is known by there. */
  sso: SsoConfig | undefined
  /** Where backups of the database are put, when (cron, UTC), and how many are kept; undefined where none are made. */
  backups: { folder: string; at: string; keep: number } | undefined
  /** Seconds a stop waits for live answers before they are handed over. */
  stopSeconds: number
  /** Keys and addresses of model providers, by the names that their plugins give. */
  environment: Readonly<Record<string, string>>
}

/** An identity provider that speaks OpenID Connect. */
export interface SsoConfig {
  /** As it calls itself in its tokens, to the letter. */
  issuer: string
  clientId: string
  clientSecret: string
  /** What people call it. */
  name: string
}

export type Flags = Partial<Omit<Config, 'environment'>>
type Environment = Readonly<Record<string, string | undefined>>

const levels = ['debug', 'info', 'warn', 'error', 'silent'] as const

/** The configuration: flags over the environment over defaults. Throws `invalid_input` naming what is wrong. */
export function readConfig(variables: Environment, flags: Flags = {}): Config {
  const environment = withSecretFiles(variables)
  const text = (name: string) => environment[name]?.trim() || undefined
  const port = flags.port ?? readPort(text('PORT'))
  const level = text('LOGGIA_LOG') ?? 'warn'
  if (!isLevel(level)) throw wrong('LOGGIA_LOG', `is "${level}"; it is one of ${levels.join(', ')}`)
  const publicUrl = flags.publicUrl ?? text('LOGGIA_URL')
  if (publicUrl !== undefined && !/^https?:\/\/[^/]+\/?$/.test(publicUrl)) {
    throw wrong('LOGGIA_URL', 'is no address like https://agents.example.org, without a path')
  }
  return {
    host: flags.host ?? text('HOST') ?? '127.0.0.1',
    port,
    dataDirectory: resolve(flags.dataDirectory ?? text('LOGGIA_DATA') ?? '.loggia'),
    databaseUrl: flags.databaseUrl ?? text('DATABASE_URL'),
    appDatabaseUrl: flags.appDatabaseUrl ?? text('APP_DATABASE_URL'),
    publicUrl: publicUrl?.replace(/\/$/, ''),
    proxies: flags.proxies ?? readProxies(text('LOGGIA_PROXIES')),
    logLevel: flags.logLevel ?? level,
    webDirectory: flags.webDirectory ?? text('LOGGIA_WEB') ?? shipped('web/dist'),
    migrationsDirectory: flags.migrationsDirectory,
    secretKey: flags.secretKey ?? text('LOGGIA_SECRET_KEY'),
    embedder: flags.embedder ?? text('LOGGIA_EMBEDDER'),
    securityContact: flags.securityContact ?? readContact(text('LOGGIA_SECURITY_CONTACT')),
    smtpUrl: flags.smtpUrl ?? readSmtpUrl(text('LOGGIA_SMTP_URL')),
    mailFrom: flags.mailFrom ?? text('LOGGIA_MAIL_FROM') ?? 'Loggia <loggia@localhost>',
    sso: flags.sso ?? readSso(text),
    backups: flags.backups ?? readBackups(text),
    stopSeconds: flags.stopSeconds ?? 10,
    environment: Object.fromEntries(
      Object.entries(environment).flatMap(([name, value]) =>
        /^[A-Z][A-Z0-9_]*_(API_KEY|BASE_URL|HOST)$/.test(name) && value?.trim() ? [[name, value.trim()]] : [],
      ),
    ),
  }
}

function readContact(text: string | undefined): string | undefined {
  if (text === undefined || /^(https:\/\/|mailto:)\S+$/.test(text)) return text
  throw wrong('LOGGIA_SECURITY_CONTACT', 'is no address like mailto:security@example.org or https://…')
}

const isLevel = (level: string): level is Config['logLevel'] => (levels as readonly string[]).includes(level)

function readBackups(text: (name: string) => string | undefined): Config['backups'] {
  const folder = text('LOGGIA_BACKUPS')
  if (folder === undefined) return undefined
  const at = text('LOGGIA_BACKUP_AT') ?? '15 2 * * *'
  if (!/^[\d*/,-]+( [\d*/,-]+){4}$/.test(at))
    throw wrong('LOGGIA_BACKUP_AT', `is "${at}"; it is a cron line like "15 2 * * *"`)
  const keep = Number(text('LOGGIA_BACKUP_KEEP') ?? 7)
  if (!Number.isInteger(keep) || keep < 1) throw wrong('LOGGIA_BACKUP_KEEP', 'is a number from 1 on')
  return { folder: resolve(folder), at, keep }
}

function readProxies(text = ''): string[] {
  const networks = text
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '')
  const unknown = networks.find(network => parseNetwork(network) === undefined)
  if (unknown === undefined) return networks
  throw wrong(
    'LOGGIA_PROXIES',
    `names "${unknown}"; it is addresses and networks like 10.0.0.0/8, with commas between`,
  )
}

function readPort(text: string | undefined): number {
  if (text === undefined) return 3000
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw wrong('PORT', `is "${text}"; it is 0 to 65535`)
  return port
}

function readSmtpUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const url = /^smtps?:\/\//.test(text) && URL.canParse(text) ? new URL(text) : undefined
  if (url && !/%(?![0-9a-f]{2})/i.test(url.username + url.password)) return text
  // What it holds is not repeated: there may be a password in it.
  throw wrong('LOGGIA_SMTP_URL', 'is no address like smtp://user:password@mail.example.org:587')
}

function readSso(text: (name: string) => string | undefined): SsoConfig | undefined {
  const issuer = text('LOGGIA_OIDC_ISSUER')
  if (issuer === undefined) return undefined
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined
  const isLocal = url?.hostname === 'localhost' || url?.hostname === '127.0.0.1'
  if (!url || (url.protocol !== 'https:' && !(isLocal && url.protocol === 'http:')))
    throw wrong('LOGGIA_OIDC_ISSUER', 'is no https address')
  const clientId = text('LOGGIA_OIDC_CLIENT_ID')
  if (clientId === undefined) throw wrong('LOGGIA_OIDC_CLIENT_ID', 'is missing')
  const clientSecret = text('LOGGIA_OIDC_CLIENT_SECRET')
  if (clientSecret === undefined) throw wrong('LOGGIA_OIDC_CLIENT_SECRET', 'is missing')
  return { issuer, clientId, clientSecret, name: text('LOGGIA_OIDC_NAME') ?? url.hostname }
}

const wrong = (name: string, why: string) =>
  new LoggiaError('invalid_input', { detail: `${name} ${why}.`, fields: [`${name}: ${why}`] })
