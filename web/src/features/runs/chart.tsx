import { Wrench } from 'lucide-react'
import { cost, count, duration } from '../../lib/format.ts'
import { place, type StepSpan, type Timeline } from './timeline.ts'

const percent = ({ left, width }: { left: number; width: number }) => ({
  left: `${left}%`,
  width: `${width}%`,
})

/** The run on one line of time: each step a row, pale until its first token; its tool calls below it. */
export function Chart({ line }: { line: Timeline }) {
  return (
    <ol className="flex flex-col divide-y divide-line rounded-2xl border border-line bg-plaster">
      {line.steps.map((step, index) => (
        <li key={`${step.name}-${step.from}`} className="px-4 py-3.5">
          <Row line={line} step={step} number={index + 1} />
          {step.tools.length > 0 && (
            <ul className="mt-2 flex flex-col gap-1.5">
              {step.tools.map(tool => (
                <li
                  key={tool.id}
                  className="grid grid-cols-[1fr_auto] items-center gap-x-3 gap-y-1 text-sm sm:grid-cols-[8.5rem_1fr_4rem]"
                >
                  <span className="flex min-w-0 items-center gap-1.5">
                    <Wrench aria-hidden="true" className="size-3.5 shrink-0 text-lamp" />
                    <code className="truncate font-mono text-[0.8125rem]">{tool.name}</code>
                  </span>
                  <Track>
                    <span
                      className="absolute inset-y-0 rounded-full bg-lamp"
                      style={percent(place(line, tool.from, tool.to))}
                    />
                  </Track>
                  <span className="text-right text-shade tabular-nums">
                    {tool.to === undefined ? 'open' : duration(tool.to - tool.from)}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  )
}

function Row({ line, step, number }: { line: Timeline; step: StepSpan; number: number }) {
  const { measured } = step
  const modelEnds = measured ? step.from + measured.durationMs : step.to
  const firstToken = measured?.firstTokenMs === undefined ? undefined : step.from + measured.firstTokenMs
  const facts = measured
    ? [
        measured.firstTokenMs !== undefined && `first token ${duration(measured.firstTokenMs)}`,
        `${count(measured.usage.inputTokens ?? 0)} in, ${count(measured.usage.outputTokens ?? 0)} out`,
        measured.costUsd !== undefined && measured.costUsd > 0 && cost(measured.costUsd),
        `ended: ${measured.finishReason}`,
      ].filter(fact => typeof fact === 'string')
    : ['under way']
  return (
    <>
      <div className="grid grid-cols-[1fr_auto] items-center gap-x-3 gap-y-1.5 sm:grid-cols-[8.5rem_1fr_4rem]">
        <span className="text-[0.9375rem] font-medium">Step {number}</span>
        <Track>
          <span
            className="absolute inset-y-0 rounded-full bg-accent/35"
            style={percent(place(line, step.from, modelEnds))}
          />
          {firstToken !== undefined && modelEnds !== undefined && modelEnds > firstToken && (
            <span
              className="absolute inset-y-0 rounded-full bg-accent"
              style={percent(place(line, firstToken, modelEnds))}
            />
          )}
        </Track>
        <span className="text-right text-sm text-shade tabular-nums">
          {measured ? duration(measured.durationMs) : '…'}
        </span>
      </div>
      <p className="mt-1 flex flex-wrap gap-x-4 text-sm text-shade tabular-nums">
        {facts.map(fact => (
          <span key={fact}>{fact}</span>
        ))}
      </p>
    </>
  )
}

const Track = ({ children }: { children: React.ReactNode }) => (
  <span
    aria-hidden="true"
    className="relative order-last col-span-2 block h-2.5 min-w-0 rounded-full bg-stone sm:order-none sm:col-span-1"
  >
    {children}
  </span>
)
