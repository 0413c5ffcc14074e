export { printError } from './print-error.ts'
export { table } from './table.ts'
export { openTerminal, type Terminal } from './terminal.ts'
