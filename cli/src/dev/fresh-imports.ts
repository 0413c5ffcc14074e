import module from 'node:module'
import { dirname, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** Imports a project's files anew, as often as one likes. */
export interface FreshImports {
  /** Imports a file and, anew, all of the project that it imports. */
  import(path: string): Promise<Record<string, unknown>>
  /** The next imports see the files as they are then. */
  forget(): void
  /** Folders of the project from which anything was imported. */
  readonly folders: ReadonlySet<string>
  close(): void
}

const mark = 'loggia'

/**
 * Node keeps every module it has loaded; a number behind the address makes it another one. The number goes to
 * all files of the project outside node_modules, so that a change far down an import chain is seen.
 */
export function freshImports(project: string): FreshImports {
  const base = pathToFileURL(project + sep).href
  const folders = new Set<string>()
  let version = 1
  const isOurs = (url: string) =>
    url.startsWith(base) &&
    !url.includes('/node_modules/') &&
    !url.includes('?') &&
    /\.[cm]?[jt]sx?$/.test(url)
  const hooks = module.registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context)
      if (!isOurs(resolved.url)) return resolved
      folders.add(dirname(fileURLToPath(resolved.url)))
      return { ...resolved, url: `${resolved.url}?${mark}=${version}` }
    },
  })
  return {
    folders,
    import: path => import(pathToFileURL(path).href) as Promise<Record<string, unknown>>,
    forget: () => void version++,
    close: () => hooks.deregister(),
  }
}

/** Text about a module without the number behind its address. */
export const withoutMark = (text: string): string => text.replaceAll(new RegExp(`\\?${mark}=\\d+`, 'g'), '')
