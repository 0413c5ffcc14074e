import { type Client, type Interrupt, LoggiaError, type RunReader } from '@loggia/sdk'
import type { Place } from '../connection/index.ts'
import type { Terminal } from '../terminal/index.ts'
import { preview } from './describe-event.ts'
import { type RunEnd, showRun } from './show-run.ts'

/** Where a chat takes place. */
export interface Scene {
  client: Client
  terminal: Terminal
  json: boolean
  place: Place
  /** What was said once and need not be said again. */
  told: Set<string>
  /** Hears Ctrl-C until the answer is called. */
  onInterrupt(handler: () => void): () => void
}

export type Decision = { id: string; decision: 'approve' | 'deny' }

/** Sends one message and prints what follows. Throws what the run failed with; `approval_pending` when a person must answer. */
export async function converse(scene: Scene, conversation: string, text: string): Promise<void> {
  const end = await follow(scene, scene.client.messages.send({ conversation, text }))
  settle(scene, end)
}

/** Answers approvals by their ids and prints the run that goes on. */
export async function answerApprovals(scene: Scene, answers: readonly Decision[]): Promise<void> {
  const end = await goOn(scene, answers)
  if (end) return settle(scene, end)
  throw new LoggiaError('approval_pending', { detail: 'Other approvals of this run are still open.' })
}

/** Follows the run that goes on after the last of these answers; undefined while others are open. */
export async function goOn(scene: Scene, answers: readonly Decision[]): Promise<RunEnd | undefined> {
  let next: string | undefined
  for (const { id, decision } of answers) {
    const { run } = await scene.client.approvals.answer({ approval: id, decision })
    next = run?.id ?? next
  }
  return next === undefined ? undefined : follow(scene, scene.client.runs.events({ run: next }))
}

/** Prints a run to its end. Ctrl-C cancels it, a second Ctrl-C leaves at once. */
export async function follow({ terminal, json, told, onInterrupt }: Scene, run: RunReader): Promise<RunEnd> {
  let asked = false
  const stopHearing = onInterrupt(() => {
    if (asked) process.exit(130)
    asked = true
    const lead = terminal.oneScreen ? '\n' : ''
    terminal.note(lead + terminal.dress('dim', 'Cancelling … (Ctrl-C again leaves at once)'))
    void run.cancel().catch(() => undefined)
  })
  try {
    return await showRun(run, terminal, { json, told })
  } finally {
    stopHearing()
  }
}

function settle(scene: Scene, end: RunEnd): void {
  if (end.type === 'failed') throw end.error
  if (end.type === 'cancelled') throw new LoggiaError('run_cancelled')
  if (end.type !== 'waiting') return
  throw new LoggiaError('approval_pending', {
    detail: end.interrupts.map(call => howToAnswer(call, scene.place)).join('\n'),
  })
}

/** One waiting call and the words that answer it. */
function howToAnswer(interrupt: Interrupt, { data, url }: Place): string {
  const where = [...(data ? ['--data', data] : []), ...(url ? ['--url', url] : [])]
    .map(word => ` ${word}`)
    .join('')
  const say = (word: string) => `loggia chat${where} --${word} ${interrupt.id}`
  return `${describeCall(interrupt)}\n  yes: ${say('approve')}\n  no:  ${say('deny')}`
}

/** The exact call that a person is asked about. */
export function describeCall({ metadata, message }: Interrupt): string {
  const { toolName, input } = (metadata ?? {}) as { toolName?: string; input?: unknown }
  return toolName === undefined ? (message ?? 'A tool call waits.') : `${toolName} ${exactly(input)}`
}

const exactly = (input: unknown): string => {
  const text = JSON.stringify(input) ?? ''
  // What is approved must be seen whole; only what would flood the screen is laid out over lines.
  return text.length <= 200 ? preview(text) : `\n${JSON.stringify(input, null, 2)}`
}
