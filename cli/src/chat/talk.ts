import { createInterface } from 'node:readline/promises'
import type { AgentDetail } from '@loggia/sdk'
import { printError } from '../terminal/index.ts'
import { type Decision, describeCall, follow, goOn, type Scene } from './converse.ts'
import type { RunEnd } from './show-run.ts'

type Ask = (question: string) => Promise<string>

/** A conversation at the terminal, until Ctrl-D, or Ctrl-C at the prompt. */
export async function talk(
  outer: Scene,
  agent: Pick<AgentDetail, 'definition'>,
  conversation: string,
  streams: { input: NodeJS.ReadableStream; output: NodeJS.WritableStream } = {
    input: process.stdin,
    output: process.stdout,
  },
): Promise<void> {
  const { terminal } = outer
  const prompt = createInterface({ ...streams, terminal: true })
  const left = new AbortController()
  const leave = () => left.abort()
  prompt.on('SIGINT', () => {
    // While a run is under way its own handler is there too, and cancels it instead.
    if (prompt.listenerCount('SIGINT') === 1) leave()
  })
  prompt.on('close', leave)
  const ask: Ask = question => prompt.question(question, { signal: left.signal })
  const scene: Scene = {
    ...outer,
    onInterrupt(handler) {
      prompt.on('SIGINT', handler)
      return () => void prompt.off('SIGINT', handler)
    },
  }

  if (agent.definition.greeting) terminal.line(agent.definition.greeting)
  terminal.note(terminal.dress('dim', 'Ctrl-C cancels an answer, Ctrl-D leaves.'))
  try {
    while (!left.signal.aborted) {
      const text = (await ask(`\n${terminal.dress('cyan', 'you ›')} `)).trim()
      if (text !== '') await exchange(scene, conversation, text, ask)
    }
  } catch (error) {
    if (!left.signal.aborted) throw error
    terminal.note('')
  } finally {
    prompt.close()
  }
}

/** One message with all that answers it; what fails is printed, and the conversation goes on. */
async function exchange(scene: Scene, conversation: string, text: string, ask: Ask): Promise<void> {
  const { terminal, client } = scene
  let end: RunEnd | undefined
  try {
    end = await follow(scene, client.messages.send({ conversation, text }))
  } catch (error) {
    printError(terminal, error)
    return
  }
  while (end?.type === 'waiting') end = await goOn(scene, await decide(end, ask))
  if (end?.type === 'cancelled') terminal.note(terminal.dress('dim', 'Cancelled.'))
  if (end?.type === 'failed') printError(terminal, end.error)
}

/** Asks for a yes or no to each call. */
async function decide({ interrupts }: Extract<RunEnd, { type: 'waiting' }>, ask: Ask): Promise<Decision[]> {
  const decisions: Decision[] = []
  for (const interrupt of interrupts) {
    let answer = ''
    while (!/^(y|yes|n|no)$/i.test(answer)) {
      answer = (await ask(`Allow ${describeCall(interrupt)}? [y/n] `)).trim()
    }
    decisions.push({ id: interrupt.id, decision: /^y/i.test(answer) ? 'approve' : 'deny' })
  }
  return decisions
}
