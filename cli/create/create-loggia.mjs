#!/usr/bin/env node
import { resolve } from 'node:path'
import { makeProject, refusal } from './make-project.mjs'

const usage = `npm create loggia <folder>

Makes a folder with an agent, a tool and a test of your own.

  --tarballs <folder>  take Loggia from the tarballs that "npm run build" wrote there
                       (LOGGIA_TARBALLS does the same)`

/** @param {string[]} words */
function read(words) {
  /** @type {{ folders: string[], tarballs: string | undefined, help: boolean }} */
  const wish = { folders: [], tarballs: process.env.LOGGIA_TARBALLS || undefined, help: false }
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ''
    if (word === '--help' || word === '-h') wish.help = true
    else if (word === '--tarballs') wish.tarballs = words[++index] ?? ''
    else if (word.startsWith('--tarballs=')) wish.tarballs = word.slice('--tarballs='.length)
    else if (word.startsWith('-')) throw refusal(`There is no option ${word}.\n\n${usage}`)
    else wish.folders.push(word)
  }
  return wish
}

try {
  const { folders, tarballs, help } = read(process.argv.slice(2))
  if (help) console.log(usage)
  else if (folders.length > 1) throw refusal(`One folder at a time, please: ${folders.join(', ')}.`)
  else {
    const folder = folders[0] ?? 'my-agent'
    const made = makeProject({
      folder: resolve(folder),
      ...(tarballs !== undefined && { tarballs: resolve(tarballs) }),
    })
    const node = made.bringsNode
      ? `\nNode ${process.versions.node} is too old for TypeScript: the project brings Node 26 along.\n`
      : ''
    console.log(`Made ${made.name} in ${folder}: ${made.files.join(', ')}.
${node}
Now:
  cd ${folder}
  npm install
  npm test
  npm run dev`)
  }
} catch (error) {
  if (!(error instanceof Error) || !('exit' in error)) throw error
  console.error(`create-loggia: ${error.message}`)
  process.exitCode = Number(error.exit)
}
