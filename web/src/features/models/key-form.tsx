import type { ProviderStatus } from '@loggia/sdk'
import { useState } from 'react'
import { client } from '../../lib/client.ts'
import { queryClient } from '../../lib/query-client.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'

/** Takes a pasted key; the server tests it by listing its models and only then saves it. */
export function KeyForm({ provider, onSaved }: { provider: ProviderStatus; onSaved: () => void }) {
  const [key, setKey] = useState('')
  const [baseUrl, setBaseUrl] = useState(provider.baseUrl ?? '')
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const connect = async () => {
    setPending(true)
    setProblem(undefined)
    try {
      const changed = baseUrl.trim() !== '' && baseUrl.trim() !== provider.baseUrl
      const { items } = await client.models.connect({
        provider: provider.id,
        key: key.trim(),
        ...(changed && { baseUrl: baseUrl.trim() }),
      })
      queryClient.setQueryData(['providers', provider.id, 'models'], items)
      await queryClient.invalidateQueries({ queryKey: ['providers'], exact: true })
      await queryClient.invalidateQueries({ queryKey: ['agents'] })
      onSaved()
    } catch (error) {
      setProblem(error)
    } finally {
      setPending(false)
    }
  }
  return (
    <form
      className="mt-4 flex flex-col gap-4 border-t border-line pt-4"
      onSubmit={event => {
        event.preventDefault()
        void connect()
      }}
    >
      <TextField
        label={`Key of ${provider.title}`}
        type="password"
        autoComplete="off"
        spellCheck={false}
        required
        value={key}
        maxLength={4_000}
        onChange={event => setKey(event.target.value)}
        hint={
          <>
            It is tested at once, kept encrypted and never shown again.{' '}
            {provider.keyUrl && (
              <a
                href={provider.keyUrl}
                target="_blank"
                rel="noopener noreferrer"
                className="text-accent underline underline-offset-[0.2em]"
              >
                Get a key
              </a>
            )}
          </>
        }
        autoFocus
      />
      <details>
        <summary className="text-sm text-shade hover:text-ink">Another address</summary>
        <div className="mt-3">
          <TextField
            label="Base URL"
            type="url"
            value={baseUrl}
            onChange={event => setBaseUrl(event.target.value)}
            hint="Only when a proxy or a compatible server answers in its place."
          />
        </div>
      </details>
      {problem !== undefined && <ProblemNotice error={problem} />}
      <Button type="submit" kind="primary" className="self-start" disabled={pending || !key.trim()}>
        {pending ? 'Testing the key…' : 'Test and save'}
      </Button>
    </form>
  )
}
