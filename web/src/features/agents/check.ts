import type { Client, Definition } from '@loggia/sdk'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { client } from '../../lib/client.ts'

export type Checked = Awaited<ReturnType<Client['definitions']['check']>>

/** What the server says of a draft, asked anew whenever typing pauses. */
export function useCheck(draft: Definition): Checked | undefined {
  const [paused, setPaused] = useState(draft)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(draft), 350)
    return () => clearTimeout(timer)
  }, [draft])
  return useQuery({
    queryKey: ['check', paused],
    queryFn: ({ signal }) => client.definitions.check({ definition: paused }, { signal }),
    placeholderData: keepPreviousData,
    gcTime: 0,
  }).data
}
