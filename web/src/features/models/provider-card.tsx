import type { ProviderStatus } from '@loggia/sdk'
import { useState } from 'react'
import { client } from '../../lib/client.ts'
import { queryClient } from '../../lib/query-client.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { cx } from '../../ui/cx.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { KeyForm } from './key-form.tsx'
import { ModelList } from './model-list.tsx'

/** Whether it can answer, in words; a dot is full only where that is known. */
function stateOf({ id, source, keyRequired }: ProviderStatus): { says: string; sure: boolean } {
  if (source === 'saved') return { says: 'Key saved here', sure: true }
  if (source === 'environment') {
    return { says: keyRequired ? 'Key from the environment' : 'Address from the environment', sure: true }
  }
  if (source === 'none') return { says: 'No key yet', sure: false }
  return id === 'offline'
    ? { says: 'Needs nothing', sure: true }
    : { says: 'Needs no key, only its server', sure: false }
}

/** One provider: whether it can answer, what it offers, and the way to give or take its key. */
export function ProviderCard({ provider, answering }: { provider: ProviderStatus; answering: boolean }) {
  const [open, setOpen] = useState<'key' | 'models'>()
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const { says, sure } = stateOf(provider)
  const disconnect = async () => {
    setAsking(false)
    try {
      await client.models.disconnect({ provider: provider.id })
      await queryClient.invalidateQueries({ queryKey: ['providers'] })
    } catch (error) {
      setProblem(error)
    }
  }
  return (
    <li className="rounded-2xl border border-line bg-plaster p-5">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
        <div className="min-w-0">
          <h2 className="flex flex-wrap items-center gap-x-3 gap-y-1 font-voice text-[1.35rem] leading-tight">
            {provider.title}
            {answering && (
              <span className="rounded-full bg-accent-soft px-2.5 py-0.5 font-sans text-sm text-accent">
                answers now
              </span>
            )}
          </h2>
          <p className="mt-1 flex flex-wrap items-center gap-x-2.5 text-[0.9375rem] text-shade">
            <span
              aria-hidden="true"
              className={cx('size-2 shrink-0 rounded-full', sure ? 'bg-accent' : 'bg-edge')}
            />
            <span>{says}</span>
            {provider.source !== 'none' && (
              <code className="font-mono text-[0.8125rem]">{provider.defaultModel}</code>
            )}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          {provider.source !== 'none' && (
            <Button
              aria-expanded={open === 'models'}
              onClick={() => setOpen(open === 'models' ? undefined : 'models')}
            >
              Models
            </Button>
          )}
          {provider.keyName && (
            <Button
              aria-expanded={open === 'key'}
              onClick={() => setOpen(open === 'key' ? undefined : 'key')}
            >
              {provider.source === 'none' ? 'Paste a key' : 'Another key'}
            </Button>
          )}
          {provider.source === 'saved' && (
            <Button kind="danger" onClick={() => setAsking(true)}>
              Remove
            </Button>
          )}
        </div>
      </div>
      {problem !== undefined && (
        <div className="mt-4">
          <ProblemNotice error={problem} />
        </div>
      )}
      {open === 'key' && <KeyForm provider={provider} onSaved={() => setOpen('models')} />}
      {open === 'models' && <ModelList provider={provider.id} />}
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={disconnect}
        title={`Remove the key of ${provider.title}?`}
        action="Remove the key"
      >
        It is deleted from this server. Agents that name this provider cannot answer until another key is
        saved.
      </Confirm>
    </li>
  )
}
