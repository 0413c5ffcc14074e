#!/usr/bin/env node
import module from 'node:module'

// This file is read by whatever Node there is: what is too old is told so, not shown a syntax error.
if (Number(process.versions.node.split('.')[0]) < 22) {
  console.error(`loggia: Node ${process.versions.node} is too old.
  Node 22 or newer is needed.
  Install the current LTS of Node from https://nodejs.org, then run this again.`)
  process.exit(78)
}
// Before anything else is loaded: compiled code kept from the last start saves a third of this one.
module.enableCompileCache?.()
const { run } = await import('./program.ts')
await run(process.argv)
