import type { BotFinding } from '@attendance/api'
import { useQuery } from '@tanstack/react-query'
import { useDebounced } from '@/app/useDebounced'
import { check } from './api'

const STILL_FOR_MS = 350
const NONE: readonly BotFinding[] = []

/** What is wrong with the text as it is being typed; the last findings stay until newer ones are there. */
export function useFindings(botId: string, path: string, text: string): readonly BotFinding[] {
  const still = useDebounced(text, STILL_FOR_MS)
  const { data } = useQuery({
    queryKey: ['bots', botId, 'check', path, still],
    queryFn: ({ signal }) => check(botId, { path, text: still }, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 10_000,
    placeholderData: (before, query) => (query?.queryKey[3] === path ? before : undefined),
  })
  return data?.findings ?? NONE
}
