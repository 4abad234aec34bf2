import type { AllRatingSettings, Page, Rating, RatingFigures } from '@attendance/api'
import { queryOptions, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { api } from '@/app/client'
import { onFrame } from '@/app/live'
import { queryOf, type RatingSearch } from './search'

const RATINGS = '/api/attendance/ratings'
const SETTINGS = '/api/attendance/rating-settings'
const PAGE_SIZE = 50

export const ratingSettingsQuery = queryOptions({
  queryKey: ['rating-settings'],
  queryFn: () => api.get<AllRatingSettings>(SETTINGS),
})

export const saveRatingSettings = (wanted: AllRatingSettings) => api.put<AllRatingSettings>(SETTINGS, wanted)

/** What the customer of a conversation was asked and answered, the latest first. */
export const conversationRatingsQuery = (conversationId: string) =>
  queryOptions({
    queryKey: ['ratings', 'of', conversationId],
    queryFn: () => api.get<Rating[]>(`/api/attendance/conversations/${conversationId}/ratings`),
  })

export const ratingFiguresQuery = (search: RatingSearch) =>
  queryOptions({
    queryKey: ['ratings', 'figures', search],
    queryFn: () => api.get<RatingFigures>(`${RATINGS}/figures?${queryOf(search, 'period')}`),
  })

/** Answers, page by page as far as somebody asked. */
export function useRatings(search: RatingSearch) {
  const found = useInfiniteQuery({
    queryKey: ['ratings', 'list', search],
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''
      const path = `${RATINGS}?${queryOf(search, 'all')}&limit=${PAGE_SIZE}${cursor}`
      return api.get<Page<Rating>>(path, { signal })
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  })
  const pages = found.data?.pages
  return { query: found, ratings: useMemo(() => (pages ?? []).flatMap((page) => page.items), [pages]) }
}

const NEWS = new Set(['conversation.rated', 'conversation.rating_commented', 'conversation.rating_not_asked'])

/** Fetch again what is shown when a customer answers. */
export function useLiveRatings(): void {
  const client = useQueryClient()
  useEffect(
    () =>
      onFrame((frame) => {
        if (frame.type === 'timeline.added' && NEWS.has(frame.entry.kind)) {
          void client.invalidateQueries({ queryKey: ['ratings'] })
        }
      }),
    [client],
  )
}
