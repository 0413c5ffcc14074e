import type { LanguageModelV4CallOptions, LanguageModelV4StreamPart } from '@ai-sdk/provider'
import type { ErrorCode } from '../errors.ts'
import { LoggiaError } from '../errors.ts'
import type { LanguageModel } from '../model.ts'

/** One step of a script: what the model answers to one call. */
export interface ScriptedStep {
  /** A string is streamed word by word; an array, one delta each. */
  text?: string | readonly string[]
  reasoning?: string
  toolCalls?: readonly { name: string; input: unknown; id?: string }[]
  /** The call fails with this code, after whatever else the step says. */
  error?: ErrorCode
  finish?: 'stop' | 'length' | 'content-filter'
  usage?: { input?: number; output?: number }
  /** The stream stays open and silent until it is aborted. */
  hang?: boolean
}

export interface ScriptedModel extends LanguageModel {
  /** What the model was asked, one entry a call. */
  readonly calls: readonly LanguageModelV4CallOptions[]
}

type Script = readonly ScriptedStep[] | ((call: LanguageModelV4CallOptions, index: number) => ScriptedStep)

/**
 * A model that plays a script, for tests of agents and tools: no network, no clock, the same every time.
 * A call beyond the script's end fails the test that made it.
 */
export function scriptedModel(script: Script): ScriptedModel {
  const calls: LanguageModelV4CallOptions[] = []
  const stepFor = (call: LanguageModelV4CallOptions): ScriptedStep => {
    const index = calls.push(call) - 1
    const step = typeof script === 'function' ? script(call, index) : script[index]
    if (step) return step
    throw new LoggiaError('internal', {
      detail: `The script has no step ${index + 1}; the model was called again.`,
    })
  }
  return {
    specificationVersion: 'v4',
    provider: 'scripted',
    modelId: 'scripted',
    supportedUrls: {},
    calls,
    async doGenerate() {
      throw new LoggiaError('internal', { detail: 'The scripted model only streams.' })
    },
    async doStream(call) {
      const step = stepFor(call)
      const parts = partsOf(step, calls.length)
      return { stream: streamOf(parts, step, call.abortSignal) }
    },
  }
}

function partsOf(step: ScriptedStep, call: number): LanguageModelV4StreamPart[] {
  const parts: LanguageModelV4StreamPart[] = [{ type: 'stream-start', warnings: [] }]
  if (step.reasoning !== undefined) {
    const id = `reasoning-${call}`
    parts.push({ type: 'reasoning-start', id }, { type: 'reasoning-delta', id, delta: step.reasoning })
    parts.push({ type: 'reasoning-end', id })
  }
  const words =
    typeof step.text === 'string' ? (step.text.match(/\s*\S+\s*$|\s*\S+/g) ?? []) : (step.text ?? [])
  if (words.length) {
    const id = `text-${call}`
    parts.push({ type: 'text-start', id })
    parts.push(...words.map(delta => ({ type: 'text-delta' as const, id, delta })), { type: 'text-end', id })
  }
  for (const [index, { name, input, id = `call-${call}-${index + 1}` }] of (step.toolCalls ?? []).entries()) {
    const text = typeof input === 'string' ? input : JSON.stringify(input)
    parts.push(
      { type: 'tool-input-start', id, toolName: name },
      { type: 'tool-input-delta', id, delta: text },
    )
    parts.push({ type: 'tool-input-end', id })
    parts.push({ type: 'tool-call', toolCallId: id, toolName: name, input: text })
  }
  if (step.error) parts.push({ type: 'error', error: new LoggiaError(step.error) })
  else if (!step.hang) parts.push(finishOf(step, words.length))
  return parts
}

function finishOf(step: ScriptedStep, words: number): LanguageModelV4StreamPart {
  const input = step.usage?.input ?? 10
  const output = step.usage?.output ?? words
  const unified = step.finish ?? (step.toolCalls?.length ? 'tool-calls' : 'stop')
  return {
    type: 'finish',
    finishReason: { unified, raw: unified },
    usage: {
      inputTokens: { total: input, noCache: input, cacheRead: 0, cacheWrite: 0 },
      outputTokens: { total: output, text: output, reasoning: 0 },
    },
  }
}

function streamOf(parts: LanguageModelV4StreamPart[], step: ScriptedStep, signal: AbortSignal | undefined) {
  let next = 0
  return new ReadableStream<LanguageModelV4StreamPart>(
    {
      start(controller) {
        signal?.addEventListener('abort', () => controller.error(signal.reason), { once: true })
      },
      pull(controller) {
        if (signal?.aborted) return
        const part = parts[next++]
        if (part) controller.enqueue(part)
        else if (!step.hang) controller.close()
        else return new Promise<void>(() => {})
      },
    },
    { highWaterMark: 0 },
  )
}
