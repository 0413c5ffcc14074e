import { ensureWebApp } from '../run/web-app.mjs'
import useChromium from './with-chromium.ts'
import usePostgres from './with-postgres.ts'

export interface Prepared {
  /** What could not be had, a sentence each; tests that need it will fail too. */
  troubles: string[]
  close(): Promise<void>
}

/** Builds the app, finds a browser and starts a Postgres: once, before the runner, which inherits them. */
export async function prepare(): Promise<Prepared> {
  const troubles: string[] = []
  const tried = async <Result>(what: string, work: () => Promise<Result>): Promise<Result | undefined> => {
    try {
      return await work()
    } catch (error) {
      troubles.push(`${what}: ${error instanceof Error ? error.message : error}`)
      return undefined
    }
  }
  if (!ensureWebApp()) troubles.push('The app could not be built.')
  await tried('There is no browser for the tests', useChromium)
  const stopPostgres = await tried('There is no Postgres for the tests', usePostgres)
  return { troubles, close: async () => stopPostgres?.() }
}
