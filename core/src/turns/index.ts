export {
  groupTurns,
  type HistoryFile,
  type HistoryMessage,
  type HistoryTurn,
  type Summary,
} from './history.ts'
export type {
  AnsweredCall,
  Clock,
  Sink,
  Spent,
  TurnInput,
  TurnModel,
  TurnOutcome,
  TurnPorts,
  WaitingCall,
} from './ports.ts'
export { nothingSpent } from './ports.ts'
export { runTurn } from './run-turn.ts'
export { noUsage } from './tally.ts'
