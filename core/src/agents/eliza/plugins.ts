import { providerOfPlugin } from './model.ts'
import { texts } from './read.ts'

/** What of ElizaOS is part of the house here: answering, storage, knowledge and memory. */
const builtIn = [
  /(?:^|[/-])plugin-(?:bootstrap|sql|knowledge|memory|node)$/,
  /(?:^|[/-])adapter-(?:sqlite|sqljs|postgres|pglite|supabase)$/,
]

/** Says one line for each plugin that does not come along; what is built in comes along silently. */
export function warnOfPlugins(plugins: unknown, warn: (line: string) => void): void {
  for (const plugin of texts(plugins)) {
    if (builtIn.some(pattern => pattern.test(plugin)) || providerOfPlugin(plugin)) continue
    warn(`plugins: "${plugin}" is not installed here`)
  }
  const objects = Array.isArray(plugins) ? plugins.filter(plugin => typeof plugin === 'object').length : 0
  if (objects > 0) warn(`plugins: ${objects} given as code, not by name`)
}
