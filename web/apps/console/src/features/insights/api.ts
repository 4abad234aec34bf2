import type { Insights, Page, Pipeline, Ticket } from '@attendance/api'
import { keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '@/app/client'
import { onFrame } from '@/app/live'
import type { Asked } from './search'

const EVERY_MS = 60_000
const SOON_MS = 2_000
const RECENT = 6

/** The figures; frames fetch them anew, the minute is for what passes in silence. */
export function insightsQuery({ since, until, ...scope }: Asked) {
  return queryOptions({
    queryKey: ['insights', 'figures', since, until, scope],
    queryFn: ({ signal }) =>
      api.get<Insights>('/api/attendance/insights', {
        signal,
        query: { ...scope, since, ...(until ? { until } : {}) },
      }),
    placeholderData: keepPreviousData,
    refetchInterval: EVERY_MS,
  })
}

export const recentTicketsQuery = queryOptions({
  queryKey: ['insights', 'tickets'],
  queryFn: () => api.get<Page<Ticket>>(`/api/attendance/tickets?limit=${RECENT}`),
})

/** The sums of the pipeline; of won and lost deals those that ended since. */
export const pipelineSumsQuery = (since: string) =>
  queryOptions({
    queryKey: ['insights', 'pipeline', since],
    queryFn: () => api.get<Pipeline>('/api/crm/pipeline', { query: { limit: 1, closed_from: since } }),
    placeholderData: keepPreviousData,
  })

/** Whatever happens to conversations, people, tickets or deals is soon in the figures. */
export function useLiveInsights(): void {
  const client = useQueryClient()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const wanted = new Set<string>()
    const stop = onFrame(({ type }) => {
      const part = partOf(type)
      if (!part) return
      wanted.add(part)
      timer ??= setTimeout(() => {
        timer = undefined
        for (const one of wanted) void client.invalidateQueries({ queryKey: ['insights', one] })
        wanted.clear()
      }, SOON_MS)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [client])
}

function partOf(type: string): string | null {
  if (type.startsWith('ticket.')) return 'tickets'
  if (type.startsWith('deal.') || type.startsWith('pipeline.')) return 'pipeline'
  return /^(conversation|message|attendant|presence|queues)\./.test(type) ? 'figures' : null
}
