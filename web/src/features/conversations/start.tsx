import type { AgentDetail } from '@loggia/sdk'
import { type ReactNode, useState } from 'react'
import { ArchAvatar } from '../../ui/arch-avatar.tsx'
import { cx } from '../../ui/cx.ts'
import { preloadMarkdown } from '../../ui/markdown/index.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { begin } from './actions.ts'
import { Composer } from './composer/composer.tsx'

/** A conversation before its first word: the agent greets and offers ways to begin. */
export function StartConversation({
  agent,
  modelLink,
  onBegun,
}: {
  agent: AgentDetail
  /** The link to where a key is pasted. */
  modelLink: ReactNode
  onBegun: (conversation: string) => void
}) {
  const [problem, setProblem] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const go = async (text: string, files: File[]) => {
    setBusy(true)
    setProblem(undefined)
    void preloadMarkdown()
    try {
      onBegun(await begin(agent.id, text, files))
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  const { greeting, starters } = agent.definition
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="measure flex min-h-full flex-col justify-center gap-6 px-4 py-8 sm:px-6">
          <div className="flex animate-arrive flex-col gap-5">
            <ArchAvatar name={agent.name} size="large" />
            <Greeting text={greeting || `I am ${agent.name}. What shall we talk about?`} />
            {agent.summary && <p className="max-w-[56ch] text-lg text-shade">{agent.summary}</p>}
          </div>
          {starters.length > 0 && (
            <ul className="flex flex-wrap gap-2" aria-label="Ways to begin">
              {starters.map(starter => (
                <li key={starter} className="max-w-full">
                  <button
                    type="button"
                    disabled={busy}
                    onClick={() => go(starter, [])}
                    className="rounded-xl border border-line bg-plaster px-4 py-2.5 text-left text-[0.9375rem] transition-colors hover:border-accent"
                  >
                    {starter}
                  </button>
                </li>
              ))}
            </ul>
          )}
          {agent.answeredBy.provider === 'offline' && (
            <p className="max-w-[60ch] text-[0.9375rem] leading-relaxed text-shade">
              The offline model answers: a small set of rules that needs no key and shows how everything
              works. For a real model, {modelLink}.
            </p>
          )}
          {problem !== undefined && <ProblemNotice error={problem} />}
        </div>
      </div>
      <div className="shrink-0 pt-1 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
        <div className="measure px-3 sm:px-6">
          <Composer key={agent.id} place={agent.id} agentName={agent.name} busy={busy} onSend={go} />
        </div>
      </div>
    </div>
  )
}

/** Large where it is a line or two, calmer where it is a paragraph. */
function Greeting({ text }: { text: string }) {
  const short = text.length <= 80
  return (
    <p
      className={cx(
        'font-voice tracking-[-0.015em] text-balance',
        short
          ? 'max-w-[24ch] text-[2.1rem] leading-[1.14] sm:text-[2.9rem]'
          : 'max-w-[42ch] text-[1.5rem] leading-[1.3] sm:text-[1.9rem]',
      )}
    >
      {text}
    </p>
  )
}
