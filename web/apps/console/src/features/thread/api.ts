import type { ListedConversation, Message, Page, ReadMarker, TimelineEntry } from '@attendance/api'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '@/app/client'
import { dispatch, liveState, untilLive, useLive } from '@/app/live'

const path = (id: string) => `/api/attendance/conversations/${id}`
const PAGE_SIZE = 50
const MOST_PAGES = 20

interface Fetched {
  items: Message[]
  olderCursor: string | null
}

async function fetchMessages(id: string, beforeSeq?: string | null): Promise<Fetched> {
  const query = { before_seq: beforeSeq, limit: PAGE_SIZE }
  const page = await api.get<Page<Message>>(`${path(id)}/messages`, { query })
  return { items: page.items, olderCursor: page.next_cursor }
}

/** The newest messages, and as many pages more as it takes to reach what was loaded already. */
async function fetchFrom(id: string, oldestLoaded: number): Promise<Fetched> {
  let all = await fetchMessages(id)
  for (
    let page = 1;
    page < MOST_PAGES && all.olderCursor && (all.items[0]?.seq ?? 0) > oldestLoaded;
    page += 1
  ) {
    const older = await fetchMessages(id, all.olderCursor)
    all = { items: [...older.items, ...all.items], olderCursor: older.olderCursor }
  }
  return all
}

async function loadThread(id: string): Promise<void> {
  await untilLive()
  const oldestLoaded = liveState().threads[id]?.messages[0]?.seq ?? Number.POSITIVE_INFINITY
  const [messages, entries] = await Promise.all([
    fetchFrom(id, oldestLoaded),
    api.get<TimelineEntry[]>(`${path(id)}/timeline`),
  ])
  dispatch(
    {
      type: 'fetched.messages',
      conversationId: id,
      items: messages.items,
      part: { at: 'newest', olderCursor: messages.olderCursor },
    },
    { type: 'fetched.timeline', conversationId: id, entries },
  )
}

export const messagesQuery = (id: string) =>
  queryOptions({
    queryKey: ['messages', id],
    queryFn: () => loadThread(id).then(() => true),
    // The frames keep it current; a hole in them marks the thread as stale.
    staleTime: Number.POSITIVE_INFINITY,
  })

/** The thread of a conversation, loaded and mended as needed. */
export function useThread(id: string) {
  const query = useQuery(messagesQuery(id))
  const thread = useLive((live) => live.state.threads[id])
  const isStale = thread?.isStale ?? false
  const { refetch, isFetching, isSuccess } = query
  const isGone = isSuccess && !thread
  useEffect(() => {
    if ((isStale || isGone) && !isFetching) void refetch()
  }, [isStale, isGone, isFetching, refetch])
  return { query, thread }
}

export async function loadOlder(id: string): Promise<void> {
  const olderCursor = liveState().threads[id]?.olderCursor
  if (!olderCursor) return
  const older = await fetchMessages(id, olderCursor)
  dispatch({
    type: 'fetched.messages',
    conversationId: id,
    items: older.items,
    part: { at: 'older', olderCursor: older.olderCursor },
  })
}

/** The conversation itself, for deep links; in the store, like all of them. */
export const conversationQuery = (id: string, epoch: number) =>
  queryOptions({
    queryKey: ['conversations', 'one', id, epoch],
    queryFn: async () => {
      const item = await api.get<ListedConversation>(path(id))
      dispatch({ type: 'fetched.conversations', items: [item], epoch })
      return true
    },
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Everything up to `seq` was on the screen. Shown at once; the server's mark follows. */
export async function markRead(id: string, seq: number): Promise<void> {
  const conversation = liveState().conversations[id]
  if (!conversation) return
  const optimistic = { conversation_id: id, seq, read_count: conversation.inbound_count }
  dispatch({ type: 'read.marked', marker: optimistic, cursor: '' })
  const marker = await api.post<ReadMarker>(`${path(id)}/read`, { seq })
  dispatch({ type: 'read.marked', marker, cursor: '' })
}

export async function retryMessage(message: Message): Promise<void> {
  const retried = await api.post<Message>(`${path(message.conversation_id)}/messages/${message.id}/retry`)
  dispatch({ type: 'message.upserted', message: retried, cursor: '' })
}
