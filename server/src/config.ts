import { resolve } from 'node:path'
import { LoggiaError } from '@loggia/contract'
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
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** The built web app; undefined where there is none. */
  webDirectory: string | undefined
  /** The `.sql` files; those of the repository or package where undefined. */
  migrationsDirectory: string | undefined
  /** Keys that seal secrets and sign cookies, newest first, with commas between; a file in the data directory without it. */
  secretKey: string | undefined
  /** A provider's embedder, `provider/model`; the built-in word vectors where undefined. */
  embedder: string | undefined
  /** Seconds a stop waits for live answers before they are handed over. */
  stopSeconds: number
  /** Keys and addresses of model providers, by the names that their plugins give. */
  environment: Readonly<Record<string, string>>
}

export type Flags = Partial<Omit<Config, 'environment'>>
type Environment = Readonly<Record<string, string | undefined>>

const levels = ['debug', 'info', 'warn', 'error', 'silent'] as const

/** The configuration: flags over the environment over defaults. Throws `invalid_input` naming what is wrong. */
export function readConfig(environment: Environment, flags: Flags = {}): Config {
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
    logLevel: flags.logLevel ?? level,
    webDirectory: flags.webDirectory ?? text('LOGGIA_WEB') ?? shipped('web/dist'),
    migrationsDirectory: flags.migrationsDirectory,
    secretKey: flags.secretKey ?? text('LOGGIA_SECRET_KEY'),
    embedder: flags.embedder ?? text('LOGGIA_EMBEDDER'),
    stopSeconds: flags.stopSeconds ?? 10,
    environment: Object.fromEntries(
      Object.entries(environment).flatMap(([name, value]) =>
        /^[A-Z][A-Z0-9_]*_(API_KEY|BASE_URL|HOST)$/.test(name) && value?.trim() ? [[name, value.trim()]] : [],
      ),
    ),
  }
}

const isLevel = (level: string): level is Config['logLevel'] => (levels as readonly string[]).includes(level)

function readPort(text: string | undefined): number {
  if (text === undefined) return 3000
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw wrong('PORT', `is "${text}"; it is 0 to 65535`)
  return port
}

const wrong = (name: string, why: string) =>
  new LoggiaError('invalid_input', { detail: `${name} ${why}.`, fields: [`${name}: ${why}`] })
