import type { Config } from '../config.ts'

/** What the instance itself is opened with: the keys that seal, and the passwords of its databases. */
export const ownSecrets = (config: Pick<Config, 'secretKey' | 'databaseUrl' | 'appDatabaseUrl'>): string[] =>
  [
    ...(config.secretKey?.split(',').map(key => key.trim()) ?? []),
    ...[config.databaseUrl, config.appDatabaseUrl].map(passwordOf),
  ].filter(secret => secret !== '')

function passwordOf(url: string | undefined): string {
  if (url === undefined || !URL.canParse(url)) return ''
  const { password } = new URL(url)
  try {
    return decodeURIComponent(password)
  } catch {
    return password
  }
}
