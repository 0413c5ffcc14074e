export { historyFile, type LoadedTurn, loadTurn, turnsWith } from './load-turn.ts'
export { saveSummary } from './store.ts'
