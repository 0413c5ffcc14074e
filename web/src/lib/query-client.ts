import { QueryClient } from '@tanstack/react-query'
import { isFinal } from './problem.ts'

/** The cache of what the server said. A failure that asking again cannot mend is shown at once. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) => failures < 2 && !isFinal(error),
    },
  },
})
