import { ProblemError } from '@attendance/api'
import { QueryClient } from '@tanstack/react-query'

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      // A problem document is an answer; only silence is worth asking again.
      retry: (failures, problem) => !(problem instanceof ProblemError) && failures < 2,
    },
  },
})
