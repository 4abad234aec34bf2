import type { Conversation, ListedConversation, Page, SearchHit } from '@attendance/api'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { api } from '@/app/client'
import { dispatch, liveState, untilLive, useLive } from '@/app/live'
import { useMe } from '@/app/session'
import { activityOf, listOf, type ListFilter } from './views'

const PATH = '/api/attendance/conversations'
const PAGE_SIZE = 50

/** What we remember of a fetched page; the conversations themselves live in the store. */
interface FetchedPage {
  ids: string[]
  nextCursor: string | null
  horizon: number
  epoch: number
}

async function fetchPage(
  filter: ListFilter,
  cursor: string | null,
  signal: AbortSignal,
): Promise<FetchedPage> {
  await untilLive()
  const { epoch } = liveState()
  const query = { view: filter.view, queue_id: filter.queue, cursor, limit: PAGE_SIZE }
  const page = await api.get<Page<ListedConversation>>(PATH, { query, signal })
  dispatch({ type: 'fetched.conversations', items: page.items, epoch })
  const last = page.items.at(-1)
  return {
    ids: page.items.map(({ conversation }) => conversation.id),
    nextCursor: page.next_cursor,
    horizon: page.next_cursor && last ? activityOf(last.conversation) : Number.NEGATIVE_INFINITY,
    epoch,
  }
}

/** A list of conversations: pages as far as somebody scrolled, everything newer live. */
export function useConversationList(filter: ListFilter) {
  const me = useMe()
  const state = useLive((live) => live.state)
  const query = useInfiniteQuery({
    queryKey: ['conversations', filter.view, filter.queue],
    queryFn: ({ pageParam, signal }) => fetchPage(filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // The frames keep it current; only a new epoch makes it old.
    staleTime: Number.POSITIVE_INFINITY,
  })
  const pages = query.data?.pages
  const epoch = pages ? Math.min(...pages.map((page) => page.epoch)) : null
  const isOld = epoch !== null && epoch < state.epoch
  const { refetch, isFetching } = query
  useEffect(() => {
    if (isOld && !isFetching) void refetch()
  }, [isOld, isFetching, refetch])

  const { view, queue } = filter
  const conversations = useMemo(() => {
    if (!pages) return []
    const ids = new Set(pages.flatMap((page) => page.ids))
    const horizon = pages.at(-1)?.horizon ?? Number.NEGATIVE_INFINITY
    return listOf(state, { view, queue }, me.id, { ids, horizon, epoch })
  }, [pages, state, view, queue, me.id, epoch])
  return { query, conversations }
}

/** Conversations that match by name, phone or words, as hits with what matched. */
export function useSearch(wanted: string) {
  return useQuery({
    queryKey: ['search', wanted],
    queryFn: async ({ signal }) => {
      const { epoch } = liveState()
      const page = await api.get<Page<SearchHit>>(`${PATH}/search`, {
        query: { q: wanted, limit: 100 },
        signal,
      })
      dispatch({ type: 'fetched.conversations', items: page.items, epoch })
      return page.items.map(({ conversation, snippet }) => ({ id: conversation.id, snippet }))
    },
    enabled: wanted.length >= 2,
    placeholderData: keepPreviousData,
  })
}

export function useConversation(id: string): Conversation | undefined {
  return useLive(({ state }) => state.conversations[id])
}
