import { asLoggiaError, EventType, type LanguageModel, LoggiaError, type MessagePart } from '@loggia/contract'
import { openAnswer, type RequestedCall } from './answer.ts'
import { callModel, type ModelFinish } from './call-model.ts'
import { judge, runCalls, type Verdict } from './calls.ts'
import { estimateTokens, planContext } from './context.ts'
import type { HistoryTurn, Summary } from './history.ts'
import { type NextStep, nextStep, type TurnEvent } from './next-step.ts'
import type { TurnInput, TurnOutcome, TurnPorts, WaitingCall } from './ports.ts'
import { buildPrompt, type Prompt } from './prompt.ts'
import { summarise } from './summarise.ts'
import { systemPrompt } from './system-prompt.ts'
import { noUsage, openTally } from './tally.ts'

/**
 * Answers one message, or goes on after approvals: calls the model and its tools until it finishes, waits
 * for a person, fails or is cancelled. Everything that happens goes to `ports.sink`; the terminal event is
 * the caller's, who commits it together with the outcome. Never throws for what a model or a tool does.
 */
export async function runTurn(input: TurnInput, ports: TurnPorts): Promise<TurnOutcome> {
  const { definition } = input
  const { sink, clock, model } = ports
  const tally = openTally(input.spent, model, clock)
  const parts: MessagePart[] = []
  const usedCallIds = new Set<string>()
  const limit = timeLimit(definition.budget.seconds * 1000 - input.spent.elapsedMs)
  const signal = AbortSignal.any([ports.signal, limit.signal])
  const tools = toolList(ports)
  const system = systemPrompt(definition, new Set(ports.tools.keys()))
  const fixedTokens = estimateTokens(system) + estimateTokens(JSON.stringify(tools))
  let summary = input.summary
  let stepNumber = 0
  let texts = 0
  let firstTokenMs: number | undefined
  let finishReason: string | undefined
  let waiting: WaitingCall[] = []
  let stepOpen = false

  const nextTextId = () => (texts++ === 0 ? input.messageId : `${input.messageId}.${texts}`)

  const outcome = (status: TurnOutcome['status'], error?: LoggiaError): TurnOutcome => {
    closeStep()
    return {
      status,
      parts,
      waiting,
      spent: tally.spent(),
      ...tally.totals(),
      ...(firstTokenMs !== undefined && { firstTokenMs }),
      ...(finishReason !== undefined && { finishReason }),
      ...(error && { error }),
    }
  }

  const openStep = () => {
    stepNumber++
    stepOpen = true
    sink.emit({ type: EventType.STEP_STARTED, stepName: `step-${stepNumber}` })
    if (parts.length > 0) parts.push({ type: 'step' })
  }

  const closeStep = () => {
    if (stepOpen) sink.emit({ type: EventType.STEP_FINISHED, stepName: `step-${stepNumber}` })
    stepOpen = false
  }

  /** The prompt of the next call; what does not fit any more is summarised first. */
  const fitPrompt = async (): Promise<Prompt> => {
    const turns = withParts(input.history, parts)
    const room = model.contextWindow - model.replyReserve
    const plan = planContext(turns, summary, fixedTokens, room)
    if (plan === 'overflow') {
      throw new LoggiaError('context_overflow', {
        detail: `The prompt does not fit into ${room} model tokens.`,
      })
    }
    if (!plan.fits) summary = await summariseNow(plan.cut, room)
    return buildPrompt(system, summary, plan.turns)
  }

  const summariseNow = async (cut: readonly HistoryTurn[], room: number): Promise<Summary> => {
    const made = await summarise(cut, summary, room, { ...ports, signal })
    for (const usage of made.usage) tally.add(usage, 'summary')
    await ports.saveSummary(made.summary)
    const messages = cut.reduce((sum, turn) => sum + turn.messages.length, 0)
    const value = { throughPosition: made.summary.throughPosition, messages }
    sink.emit({ type: EventType.CUSTOM, name: 'context.summarised', value })
    return made.summary
  }

  const askModel = async (): Promise<TurnEvent & { calls: number; asked: readonly RequestedCall[] }> => {
    const prompt = await fitPrompt()
    openStep()
    const answer = openAnswer(sink.emit, nextTextId, usedCallIds)
    const askedAt = clock.elapsed()
    const longest = Math.max(1, definition.budget.tokens - tally.spent().tokens) * mostCharactersPerToken
    let finish: ModelFinish | undefined
    try {
      finish = await callModel({
        model: model.model,
        options: callOptions(input, ports, prompt, tools, tally.spent().tokens),
        clock,
        signal,
        silenceMs: ports.silenceMs,
        onPart: part => {
          firstTokenMs ??= clock.elapsed() - tally.startedAt
          answer.write(part)
          if (answer.characters > longest) throw endless(definition.budget.tokens)
          return sink.ready()
        },
      })
    } finally {
      answer.close()
      parts.push(...answer.parts)
      const usage = finish?.usage ?? guessUsage(prompt, answer.parts)
      const costUsd = tally.add(usage, 'step')
      const value = {
        step: stepNumber,
        durationMs: clock.elapsed() - askedAt,
        finishReason: finish?.finishReason ?? 'error',
        usage,
        ...(finish?.firstPartAt !== undefined && { firstTokenMs: finish.firstPartAt - askedAt }),
        ...(costUsd !== undefined && { costUsd }),
      }
      sink.emit({ type: EventType.CUSTOM, name: 'step.measured', value })
    }
    finishReason = finish.finishReason
    return { type: 'model-answered', calls: answer.calls.length, asked: answer.calls }
  }

  const answerCalls = async (verdicts: readonly Verdict[]): Promise<TurnEvent> => {
    // The intent is in the database before the effect happens.
    if (verdicts.some(verdict => verdict.type === 'run')) await sink.commit()
    const { conversationId } = input
    parts.push(...(await runCalls(verdicts, { emit: sink.emit, signal, conversationId, now: clock.now })))
    waiting = verdicts
      .filter(verdict => verdict.type === 'ask')
      .map(({ call }) => ({ approvalId: ports.newId('approval'), ...call }))
    return { type: 'calls-answered', waiting: waiting.length }
  }

  try {
    let next: NextStep = nextStep(
      { type: 'started', answered: input.answered.length },
      definition.budget,
      tally.spent(),
    )
    let verdicts = await Promise.all(
      input.answered.map(({ approved, note, ...call }) =>
        judge(call, ports.tools, { approved, ...(note !== undefined && { note }) }),
      ),
    )
    for (;;) {
      if (next.do === 'finish') return outcome('finished')
      if (next.do === 'ask') return outcome('interrupted')
      if (next.do === 'stop') return outcome('failed', new LoggiaError(next.code, { detail: next.detail }))
      if (next.do === 'call-model') {
        closeStep()
        const answered = await askModel()
        verdicts = await Promise.all(answered.asked.map(call => judge(call, ports.tools)))
        next = nextStep(answered, definition.budget, tally.spent())
      } else next = nextStep(await answerCalls(verdicts), definition.budget, tally.spent())
    }
  } catch (error) {
    const failure = asLoggiaError(error)
    return outcome(failure.code === 'run_cancelled' ? 'cancelled' : 'failed', failure)
  } finally {
    limit.stop()
  }
}

/** The current turn grows by what this run has said and done so far. */
function withParts(history: readonly HistoryTurn[], parts: readonly MessagePart[]): readonly HistoryTurn[] {
  const last = history.at(-1)
  if (parts.length === 0 || !last) return history
  const position = last.lastPosition
  const grown = {
    messages: [...last.messages, { role: 'agent' as const, parts: [...parts], position }],
    lastPosition: position,
  }
  return [...history.slice(0, -1), grown]
}

type CallOptions = Parameters<LanguageModel['doStream']>[0]
type ToolList = NonNullable<CallOptions['tools']>

const toolList = (ports: TurnPorts): ToolList =>
  [...ports.tools.values()]
    .filter(({ policy }) => policy !== 'deny')
    .map(({ tool: { name, description, inputSchema } }) => ({
      type: 'function',
      name,
      description,
      inputSchema,
    }))

function callOptions(
  input: TurnInput,
  ports: TurnPorts,
  prompt: Prompt,
  tools: ToolList,
  tokensSpent: number,
): CallOptions {
  const { temperature, maxOutputTokens, reasoning } = input.definition.model
  const left = Math.max(16, input.definition.budget.tokens - tokensSpent)
  return {
    prompt,
    ...((maxOutputTokens !== undefined || left < ports.model.replyReserve) && {
      maxOutputTokens: Math.min(maxOutputTokens ?? left, left),
    }),
    ...(tools.length > 0 && { tools }),
    ...(temperature !== undefined && { temperature }),
    ...(reasoning !== undefined && { reasoning }),
  }
}

/** Usage is always recorded: a call that was cut off is counted by the same careful guess as the window. */
function guessUsage(prompt: Prompt, parts: readonly MessagePart[]) {
  const outputTokens = estimateTokens(parts.map(part => ('text' in part ? part.text : '')).join(''))
  return {
    ...noUsage,
    inputTokens: estimateTokens(JSON.stringify(prompt)),
    outputTokens,
  }
}

/** More than any tokeniser packs into one; a stream that exceeds the budget by this measure never ends by itself. */
const mostCharactersPerToken = 20

const endless = (tokens: number) =>
  new LoggiaError('budget_tokens', {
    detail: `The model did not stop within the budget of ${tokens} model tokens.`,
  })

function timeLimit(milliseconds: number) {
  const limit = new AbortController()
  const detail = 'The time budget of this answer has passed.'
  const timer = setTimeout(
    () => limit.abort(new LoggiaError('budget_seconds', { detail })),
    Math.max(1, milliseconds),
  )
  return { signal: limit.signal, stop: () => clearTimeout(timer) }
}
