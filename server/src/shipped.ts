import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * A folder that the published package carries inside and that the repository keeps at its root, such as
 * `db/migrations` or `web/dist`; undefined where it is neither.
 */
export const shipped = (path: string): string | undefined =>
  [`../${path}`, `../../${path}`]
    .map(place => fileURLToPath(new URL(place, import.meta.url)))
    .find(existsSync)
