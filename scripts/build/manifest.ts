export interface Manifest {
  name: string
  version: string
  exports?: Record<string, string>
  bin?: string | Record<string, string>
  dependencies?: Record<string, string>
  [field: string]: unknown
}

const javaScript = (path: string): string => path.replace(/\.tsx?$/, '.js')

/**
 * The package.json that is published: exports and programs name the JavaScript, exports the declarations
 * too, and what only this repository needs is gone: doors
 * that match `without`, tools, scripts.
 */
export function publishable(
  source: Manifest,
  repository: Pick<Manifest, 'version'>,
  without?: RegExp,
): Record<string, unknown> {
  const {
    exports,
    bin,
    devDependencies: _tools,
    scripts: _scripts,
    private: _private,
    dependencies = {},
    ...rest
  } = source
  return {
    ...rest,
    version: repository.version,
    engines: { node: '>=22' },
    ...(exports && {
      exports: Object.fromEntries(
        Object.entries(exports)
          .filter(([door]) => !without?.test(door))
          .map(([door, path]) => [
            door,
            /\.tsx?$/.test(path)
              ? { types: path.replace(/\.tsx?$/, '.d.ts'), default: javaScript(path) }
              : path,
          ]),
      ),
    }),
    ...(bin && {
      bin:
        typeof bin === 'string'
          ? javaScript(bin)
          : Object.fromEntries(Object.entries(bin).map(([name, path]) => [name, javaScript(path)])),
    }),
    dependencies: Object.fromEntries(
      Object.entries(dependencies).map(([name, version]) => [
        name,
        ours(name) ? repository.version : version,
      ]),
    ),
  }
}

const ours = (name: string): boolean => name.startsWith('@loggia/') || name === 'loggia'
