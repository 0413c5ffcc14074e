import { isTest, type Package, packages, type Source } from './sources.ts'

export type PackageTable = Record<Package, readonly Package[]>

const packageOf = (path: string): Package | undefined => packages.find(name => path.startsWith(`${name}/`))

/** The package that an import names, be it `@loggia/core/identity`, `loggia` or a path. */
function packageMeant(written: string, path?: string): Package | undefined {
  if (path) return packageOf(path)
  if (written === 'loggia' || written.startsWith('loggia/')) return 'cli'
  return packages.find(name => written === `@loggia/${name}` || written.startsWith(`@loggia/${name}/`))
}

/** A sentence for each import between packages that the table does not allow. */
export function wrongPackages(sources: Source[], table: PackageTable): string[] {
  return each(sources, ({ path }, { written, path: target }) => {
    const from = packageOf(path)
    const to = packageMeant(written, target)
    if (!from || !to || from === to) return undefined
    if (!table[from].includes(to)) {
      const sees = table[from].length > 0 ? table[from].join(', ') : 'no other package'
      return `${path} imports ${written}: ${from} sees ${sees}.`
    }
    return target && `${path} imports ${written}: another package is imported by its name, @loggia/${to}.`
  })
}

/** A sentence for each import that points up, or sideways, in a list of layers from top to bottom. */
export function wrongLayers(
  sources: Source[],
  folder: string,
  layers: readonly (readonly string[])[],
): string[] {
  const layerOf = (name: string) => layers.findIndex(layer => layer.includes(name))
  const nameIn = (path: string) => {
    const [first = '', second = ''] = path.slice(folder.length + 1).split('/')
    return layerOf(`${first}/*`) >= 0 ? `${first}/*` : second === '' ? '' : first
  }
  const slice = (path: string) =>
    path
      .slice(folder.length + 1)
      .split('/')
      .slice(0, nameIn(path).endsWith('/*') ? 2 : 1)
      .join('/')
  return each(
    sources.filter(({ path }) => path.startsWith(`${folder}/`)),
    ({ path }, { written, path: target }) => {
      if (!target?.startsWith(`${folder}/`) || slice(path) === slice(target)) return undefined
      const [from, to] = [layerOf(nameIn(path)), layerOf(nameIn(target))]
      if (to < 0) return `${path} imports ${written}: ${slice(target)} has no place among ${names(layers)}.`
      if (from < 0) return `${path} has no place among ${names(layers)}.`
      if (from < to) return undefined
      const where = from === to ? 'stands beside it' : 'stands above it'
      return `${path} imports ${written}: ${slice(target)} ${where} in ${names(layers)}.`
    },
  )
}

const names = (layers: readonly (readonly string[])[]) => layers.map(layer => layer.join(' · ')).join(' > ')

/** A sentence for each import of another slice's inside. */
export function sideDoors(sources: Source[], folder: string): string[] {
  const sliceOf = (path: string) => path.slice(folder.length + 1).split('/')[0]
  return each(
    sources.filter(({ path }) => path.startsWith(`${folder}/`)),
    ({ path }, { written, path: target }) => {
      if (!target?.startsWith(`${folder}/`) || sliceOf(target) === sliceOf(path)) return undefined
      const door = `${folder}/${sliceOf(target)}/index.ts`
      return target === door
        ? undefined
        : `${path} imports ${written}: the one door of that slice is ${door}.`
    },
  )
}

/** A sentence for each import whose name matches: `why` says what the file is to do without it. */
export const wrongGuests = (sources: Source[], pattern: RegExp, why: string): string[] =>
  each(sources, ({ path }, { written, path: target }) =>
    !target && pattern.test(written) ? `${path} imports ${written}: ${why}` : undefined,
  )

/** A sentence for each file whose text matches, with the line. */
export const wrongText = (sources: Source[], pattern: RegExp, why: string): string[] =>
  sources
    .filter(({ path }) => !isTest(path))
    .flatMap(({ path, text }) =>
      text
        .split('\n')
        .flatMap((line, index) =>
          pattern.test(line) ? [`${path}:${index + 1} ${why}: ${line.trim()}`] : [],
        ),
    )

function each(
  sources: Source[],
  judge: (source: Source, imported: Source['imports'][number]) => string | undefined | '',
): string[] {
  return sources
    .filter(({ path }) => !isTest(path))
    .flatMap(source => source.imports.flatMap(imported => judge(source, imported) || []))
}
