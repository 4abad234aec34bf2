/** The board as it was fetched: one endless list a column, corrected by the frames, and the figures above them. */
import type { Kanban, KanbanCard, KanbanMoved } from '@attendance/api'
import {
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '@/app/client'
import { onFrame } from '@/app/live'
import { withCard, withConversation, type ColumnPage, type ColumnPages } from './cache'
import { queryOf, type BoardFilter, type BoardSearch, type ColumnKey } from './columns'

const PATH = '/api/attendance/kanban'
const PAGE_SIZE = 50
const FIGURES_EVERY_MS = 2000
type ColumnKeyOfQuery = ['kanban', 'column', BoardFilter, ColumnKey]

async function fetchColumn(
  filter: BoardFilter,
  status: ColumnKey,
  cursor: string | null,
): Promise<ColumnPage> {
  const query = { ...queryOf(filter), status, cursor, limit: PAGE_SIZE }
  const { columns } = await api.get<Kanban>(PATH, { query })
  const [found] = columns
  if (!found) throw new Error(`no column ${status}`)
  return found
}

export function useColumn(filter: BoardFilter, status: ColumnKey) {
  return useInfiniteQuery({
    queryKey: ['kanban', 'column', filter, status] satisfies ColumnKeyOfQuery,
    queryFn: ({ pageParam }) => fetchColumn(filter, status, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  })
}

/** Counts, limits and lanes, whatever is loaded. */
export function useFigures({ lanes, ...search }: BoardSearch) {
  const { queue, who, channel, bot } = search
  const query = { ...queryOf({ queue, who, channel, bot } as BoardFilter), lanes: lanes ?? null, limit: 1 }
  return useQuery({
    queryKey: ['kanban', 'figures', query],
    queryFn: () => api.get<Kanban>(PATH, { query }),
    placeholderData: keepPreviousData,
  })
}

/** Everybody's moves, as they happen. */
export function useLiveBoard(): void {
  const client = useQueryClient()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const recount = () => {
      timer ??= setTimeout(() => {
        timer = undefined
        void client.invalidateQueries({ queryKey: ['kanban', 'figures'] })
      }, FIGURES_EVERY_MS)
    }
    const stop = onFrame((frame) => {
      if (frame.type === 'conversation.upserted') {
        const { conversation } = frame
        patch(client, (held, filter, column) => withConversation(held, column, filter, conversation))
      } else if (frame.type === 'conversation.removed') {
        patch(client, (held, _, column) => withCard(held, column, frame.conversation_id, null))
      } else return
      recount()
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [client])
}

type Patch = (held: ColumnPages, filter: BoardFilter, column: ColumnKey) => ColumnPages

function patch(client: QueryClient, change: Patch): void {
  for (const [key, held] of client.getQueriesData<ColumnPages>({ queryKey: ['kanban', 'column'] })) {
    const [, , filter, column] = key as ColumnKeyOfQuery
    if (held) client.setQueryData(key, change(held, filter, column))
  }
}

/** The server's answer to a move takes the place of what was shown meanwhile. */
export function settleCard(client: QueryClient, card: KanbanCard): void {
  patch(client, (held, _, column) => withCard(held, column, card.session_id, card))
}

export const refreshBoard = (client: QueryClient) => client.invalidateQueries({ queryKey: ['kanban'] })

export const moveCard = (session_id: string, from_status: ColumnKey, to_status: ColumnKey) =>
  api.put<KanbanMoved>(`${PATH}/move`, { session_id, from_status, to_status })
export const undoMove = (session_id: string, move_id: string) =>
  api.post<KanbanCard>(`${PATH}/undo`, { session_id, move_id })
