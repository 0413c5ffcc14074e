import { type FormEvent, useState } from 'react'

/** A form's life: what is pending, what went wrong, and the values by the names of its fields. */
export function useSubmit(submit: (values: Record<string, string>) => Promise<void>) {
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const values = Object.fromEntries(
      [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]),
    )
    setPending(true)
    setProblem(undefined)
    try {
      await submit(values)
    } catch (error) {
      setProblem(error)
    } finally {
      setPending(false)
    }
  }
  return { pending, problem, onSubmit }
}
