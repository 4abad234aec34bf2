import type { Activity, ActivityCounts, ActivityPatch, NewActivity, Page } from '@attendance/api'
import { infiniteQueryOptions, queryOptions, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '@/app/client'
import { now } from '@/app/clock'
import { newId } from '@/app/ids'
import { onFrame } from '@/app/live'

const ACTIVITIES = '/api/crm/activities'
const AGAIN_AFTER_MS = 400
const FEW = 10

/** What activities are about: exactly one of these. */
export type About = Partial<
  Record<'contact_id' | 'deal_id' | 'ticket_id' | 'conversation_id' | 'lead_id', string>
>
export type Whose = 'me' | 'all'

/** The open ones of a thing, what is due first on top. */
export const openQuery = (about: About) =>
  queryOptions({
    queryKey: ['activities', 'of', about],
    queryFn: () =>
      api.get<Page<Activity>>(ACTIVITIES, {
        query: { ...about, is_done: false, sort: 'due', limit: FEW },
      }),
  })

export const listQuery = (whose: Whose, isDone: boolean) =>
  infiniteQueryOptions({
    queryKey: ['activities', 'list', whose, isDone],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Activity>>(ACTIVITIES, {
        signal,
        query: {
          limit: 50,
          is_done: isDone,
          sort: isDone ? 'done' : 'due',
          ...(whose === 'me' ? { owner_id: 'me' } : {}),
          ...(pageParam ? { cursor: pageParam } : {}),
        },
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

export const countsQuery = queryOptions({
  queryKey: ['activities', 'counts'],
  queryFn: () =>
    api.get<ActivityCounts>(`${ACTIVITIES}/counts`, { query: { until: endOfToday().toISOString() } }),
})

function endOfToday(): Date {
  const day = new Date(now())
  day.setHours(24, 0, 0, 0)
  return day
}

export const makeActivity = (activity: NewActivity) =>
  api.post<Activity>(ACTIVITIES, activity, { idempotencyKey: newId() })
export const changeActivity = (id: string, patch: ActivityPatch) =>
  api.patch<Activity>(`${ACTIVITIES}/${id}`, patch)
export const deleteActivity = (id: string) => api.delete(`${ACTIVITIES}/${id}`)
export const restoreActivity = (id: string) => api.post<Activity>(`${ACTIVITIES}/${id}/restore`)

/** Everything that shows activities; the life of a customer does, too. */
export const refreshActivities = (client: QueryClient) =>
  Promise.all(['activities', 'customers'].map((key) => client.invalidateQueries({ queryKey: [key] })))

/** What colleagues and scripts do shows at once; a burst of it is one fetch. */
export function useLiveActivities(): void {
  const client = useQueryClient()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = onFrame(({ type }) => {
      if (type !== 'activity.changed') return
      timer ??= setTimeout(() => {
        timer = undefined
        void refreshActivities(client)
      }, AGAIN_AFTER_MS)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [client])
}
