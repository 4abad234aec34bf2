import type { Conversation, QueueItem, QueueList } from '@attendance/api'
import { overlaid, type State } from '@attendance/realtime'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '@/app/client'
import { now } from '@/app/clock'
import { useLive } from '@/app/live'
import type { Subject } from '@/features/actions/perform'

/** A line of the panel with the instant since when the customer waits, so that the screen can count on. */
export interface PanelItem extends QueueItem {
  waitingSince: number
}

interface PanelPage extends Omit<QueueList, 'items'> {
  items: PanelItem[]
}

async function fetchPanel(queueId: string | null, cursor: string | null): Promise<PanelPage> {
  const page = await api.get<QueueList>('/api/attendance/queue', { query: { queue_id: queueId, cursor } })
  const at = now()
  return {
    ...page,
    items: page.items.map((item) => ({ ...item, waitingSince: at - item.waiting_time_seconds * 1000 })),
  }
}

/** The panel: refetched soon after anything changes, and in between corrected by what the frames said. */
export function useQueuePanel(queueId: string | null) {
  const query = useInfiniteQuery({
    queryKey: ['queue-panel', queueId],
    queryFn: ({ pageParam }) => fetchPanel(queueId, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  })
  const conversations = useLive((live) => live.state.conversations)
  const overlays = useLive((live) => live.state.overlays)
  const pages = query.data?.pages
  const items = useMemo(
    () =>
      (pages ?? [])
        .flatMap((page) => page.items)
        .flatMap((item) => current(item, { conversations, overlays })),
    [pages, conversations, overlays],
  )
  return { query, items, waiting: pages?.[0]?.waiting, estimate: pages?.[0]?.estimated_wait_seconds ?? null }
}

/** The item as it is by now; nothing when it left the panel. */
function current(item: PanelItem, state: Pick<State, 'conversations' | 'overlays'>): PanelItem[] {
  const conversation = state.conversations[item.session_id]
  const base = {
    id: item.session_id,
    status: item.status,
    assigned_to: item.assigned_to,
    assigned_to_name: item.assigned_to_name,
  }
  const shown = overlaid(state, { ...base, ...conversation } as Conversation)
  if (!['waiting', 'assigned', 'active'].includes(shown.status)) return []
  const { status, assigned_to, assigned_to_name } = shown
  return [
    {
      ...item,
      status,
      assigned_to,
      assigned_to_name,
      last_message: saidByCustomer(conversation) ?? item.last_message,
    },
  ]
}

/** The newest words if they are the customer's: what we wrote since is no news to whoever takes the conversation. */
function saidByCustomer(conversation: Conversation | undefined): string | null {
  const last = conversation?.last_message
  return last?.author_kind === 'contact' ? last.text : null
}

export function subjectOf(item: QueueItem): Subject {
  return {
    id: item.session_id,
    assigned_to: item.assigned_to,
    queue_id: item.queue_id,
    priority: item.priority,
    tags: [],
    contact: { name: item.user_name },
  }
}
