import { providerOfPlugin } from './model.ts'
import { texts } from './read.ts'

/** What of ElizaOS is part of the house here, and what it is called. */
const builtIn: [RegExp, string][] = [
  [/(?:^|[/-])plugin-bootstrap$/, 'answering is built in'],
  [/(?:^|[/-])(?:plugin-sql|adapter-(?:sqlite|postgres|pglite|supabase))$/, 'storage is built in'],
  [/(?:^|[/-])plugin-knowledge$/, 'knowledge is built in'],
  [/(?:^|[/-])plugin-memory$/, 'memory is built in'],
]

const node = /(?:^|[/-])plugin-node$/

/** Says one line for each plugin that does not come along; what is built in comes along silently. */
export function warnOfPlugins(plugins: unknown, warn: (line: string) => void): void {
  for (const plugin of texts(plugins)) {
    if (builtIn.some(([pattern]) => pattern.test(plugin)) || providerOfPlugin(plugin) || node.test(plugin))
      continue
    warn(`plugins: "${plugin}" is not installed here; what it does was not carried over`)
  }
  const objects = Array.isArray(plugins) ? plugins.filter(plugin => typeof plugin === 'object').length : 0
  if (objects > 0) warn(`plugins: ${objects} given as code, not by name; not carried over`)
}

/** The note for a plugin that is part of the house; undefined for any other. */
export const builtInNote = (plugin: string): string | undefined =>
  builtIn.find(([pattern]) => pattern.test(plugin))?.[1]
