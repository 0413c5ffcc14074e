import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { loadEnvFile } from 'node:process'
import { LoggiaError } from '@loggia/contract'

/** Reads the folder's `.env`, where there is one; what is set already stays. */
export function loadEnvironment(folder: string): void {
  const file = join(folder, '.env')
  if (!existsSync(file)) return
  try {
    loadEnvFile(file)
  } catch (cause) {
    throw new LoggiaError('invalid_input', {
      detail: `${file} cannot be read: ${(cause as Error).message}`,
      cause,
    })
  }
}
