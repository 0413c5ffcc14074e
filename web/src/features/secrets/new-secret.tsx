import { useState } from 'react'
import { client } from '../../lib/client.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'

/** Saves a secret under a name. */
export function NewSecret({ onSaved }: { onSaved: () => Promise<void> }) {
  const [name, setName] = useState('')
  const [value, setValue] = useState('')
  const [problem, setProblem] = useState<unknown>()
  const wrong = name !== '' && !/^[A-Z][A-Z0-9_]{0,99}$/.test(name)
  const save = async () => {
    setProblem(undefined)
    try {
      await client.secrets.save({ name, value })
      setName('')
      setValue('')
      await onSaved()
    } catch (error) {
      setProblem(error)
    }
  }
  return (
    <form
      className="grid items-start gap-4 rounded-2xl border border-dashed border-edge/50 p-5 sm:grid-cols-2"
      onSubmit={event => {
        event.preventDefault()
        void save()
      }}
    >
      <h3 className="font-medium sm:col-span-2">Add a secret</h3>
      <TextField
        label="Name"
        value={name}
        onChange={event => setName(event.target.value.toUpperCase().replaceAll('-', '_'))}
        placeholder="WEATHER_API_KEY"
        className="font-mono"
        spellCheck={false}
        error={wrong ? 'Capital letters, digits and _, beginning with a letter.' : undefined}
      />
      <TextField
        label="Value"
        type="password"
        autoComplete="off"
        value={value}
        maxLength={32_000}
        onChange={event => setValue(event.target.value)}
      />
      {problem !== undefined && (
        <div className="sm:col-span-2">
          <ProblemNotice error={problem} />
        </div>
      )}
      <Button type="submit" className="justify-self-start" disabled={!name || !value || wrong}>
        Save the secret
      </Button>
    </form>
  )
}
