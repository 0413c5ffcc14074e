import type { Marks } from '../client/connection.ts'
import type { PlannedRequest } from '../client/plan.ts'
import type { Mode } from '../model/script.ts'
import type { Server } from '../processes.ts'

export const targetIds = ['r1', 'r2', 'pglite', 'postgres'] as const
export type TargetId = (typeof targetIds)[number]

export const targetTitles: Record<TargetId, string> = {
  r1: 'R1',
  r2: 'R2',
  pglite: 'Loggia on PGlite',
  postgres: 'Loggia on Postgres',
}

/** A server under load, whatever it is. */
export interface Target {
  id: TargetId
  server: Server
  headers: Record<string, string>
  marks: Marks
  /** Requests for `streams` parallel streams of `each` messages; makes the conversations they need first. */
  requests(mode: Mode, streams: number, each: number): Promise<PlannedRequest[][]>
}

/** What every message says. */
export const messageText = 'Please say the fifty words that you always say.'
