import type {
  NewTicket,
  NewTicketComment,
  NewTicketView,
  Page,
  ServerFrame,
  Ticket,
  TicketBulk,
  TicketBulkDone,
  TicketComment,
  TicketCounts,
  TicketDetail,
  TicketFields,
  TicketHistoryEntry,
  TicketImport,
  TicketNotice,
  TicketNoticeCount,
  TicketPatch,
  TicketRules,
  TicketTransfer,
  TicketView,
} from '@attendance/api'
import { t } from '@lingui/core/macro'
import {
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { toast } from 'sonner'
import { api } from '@/app/client'
import { newId } from '@/app/ids'
import { onFrame } from '@/app/live'
import { queryClient } from '@/app/queries'
import { showProblem } from '@/app/showProblem'
import { playSound } from '@/features/notifications/sound'
import { isOlder, withoutTicket, withTicket, type TicketPage, type TicketPages } from './cache'
import { queryOf, wantedOf, type TicketSearch } from './filter'

const PATH = '/api/attendance/tickets'
const SETTINGS = '/api/attendance/ticket-settings'
const FILES = '/api/attendance/tickets-csv'
const NOTICES = '/api/attendance/ticket-notices'
const VIEWS = '/api/attendance/ticket-views'
const PAGE_SIZE = 50
const LISTS_EVERY_MS = 1200

/** A list, page by page as far as somebody scrolled. */
export function useTickets(search: TicketSearch) {
  const query = queryOf(search)
  const found = useInfiniteQuery({
    queryKey: ['tickets', 'list', query],
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''
      return api.get<TicketPage>(`${PATH}?${query}&limit=${PAGE_SIZE}${cursor}`, { signal })
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  })
  const pages = found.data?.pages
  const tickets = useMemo(() => (pages ?? []).flatMap((page) => page.items), [pages])
  return { query: found, tickets }
}

export const ticketQuery = (id: string) =>
  queryOptions({ queryKey: ['tickets', 'one', id], queryFn: () => api.get<TicketDetail>(`${PATH}/${id}`) })

export const historyQuery = (id: string) =>
  queryOptions({
    queryKey: ['tickets', 'one', id, 'history'],
    queryFn: () => api.get<TicketHistoryEntry[]>(`${PATH}/${id}/history`),
  })

/** The tickets of a conversation, the latest first. */
export const conversationTicketsQuery = (conversationId: string) =>
  queryOptions({
    queryKey: ['tickets', 'of', conversationId],
    queryFn: () => api.get<TicketPage>(`${PATH}?session_id=${conversationId}&sort=created&limit=20`),
  })

/** Tickets to merge with: by words, else those of the same customer. */
export const mergeableQuery = (customerId: string | null, words: string) =>
  queryOptions({
    queryKey: ['tickets', 'mergeable', customerId, words],
    queryFn: () =>
      api.get<TicketPage>(
        `${PATH}?${queryOf(words ? { q: words } : { customer: customerId ?? '' })}&limit=20`,
      ),
    placeholderData: keepPreviousData,
  })

export const ticketCountsQuery = queryOptions({
  queryKey: ['tickets', 'counts'],
  queryFn: () => api.get<TicketCounts>(`${PATH}/counts`),
})

export const ticketViewsQuery = queryOptions({
  queryKey: ['ticket-settings', 'views'],
  queryFn: () => api.get<TicketView[]>(VIEWS),
})

export const ticketFieldsQuery = queryOptions({
  queryKey: ['ticket-settings', 'fields'],
  queryFn: () => api.get<TicketFields>(`${SETTINGS}/fields`),
})

export const ticketRulesQuery = queryOptions({
  queryKey: ['ticket-settings', 'rules'],
  queryFn: () => api.get<TicketRules>(`${SETTINGS}/rules`),
})

export const noticesQuery = queryOptions({
  queryKey: ['ticket-notices', 'list'],
  queryFn: () => api.get<Page<TicketNotice>>(NOTICES, { query: { limit: 30 } }),
})

export const noticeCountQuery = queryOptions({
  queryKey: ['ticket-notices', 'count'],
  queryFn: () => api.get<TicketNoticeCount>(`${NOTICES}/count`),
})

/** Those of a ticket, or (null) all. */
export async function readNotices(ticketId: string | null): Promise<void> {
  const count = await api.post<TicketNoticeCount>(`${NOTICES}/read`, { ticket_id: ticketId })
  queryClient.setQueryData(noticeCountQuery.queryKey, count)
  await queryClient.invalidateQueries({ queryKey: noticesQuery.queryKey })
}

export const importTickets = (file: File, isDryRun: boolean) =>
  api.post<TicketImport>(FILES, undefined, {
    query: { dry_run: isDryRun },
    raw: { body: file, type: 'text/csv' },
  })

/** The list as it is filtered, as a file in the language of the screen. */
export const exportAddress = (search: TicketSearch, language: string) =>
  `${FILES}?${queryOf(search)}&language=${language}`

export const saveFields = (fields: TicketFields) => api.put<TicketFields>(`${SETTINGS}/fields`, fields)
export const saveRules = (rules: TicketRules) => api.put<TicketRules>(`${SETTINGS}/rules`, rules)

export const saveView = (name: string, isShared: boolean, search: TicketSearch) =>
  api.post<TicketView>(VIEWS, {
    name,
    is_shared: isShared,
    wanted: wantedOf(search),
  } satisfies NewTicketView)
export const deleteView = (id: string) => api.delete(`${VIEWS}/${id}`)

export const openTicket = (ticket: NewTicket) =>
  api.post<Ticket>(PATH, ticket, { idempotencyKey: newId() }).then(kept)
export const changeTicket = (id: string, patch: TicketPatch) =>
  api.put<Ticket>(`${PATH}/${id}`, patch).then(kept)
export const assignTicket = (id: string, userId: string | null) =>
  api.post<Ticket>(`${PATH}/${id}/assign`, { attendant_id: userId }).then(kept)
export const transferTicket = (id: string, to: TicketTransfer) =>
  api.post<Ticket>(`${PATH}/${id}/transfer`, to).then(kept)
export const commentOn = (id: string, comment: NewTicketComment) =>
  api.post<TicketComment>(`${PATH}/${id}/comments`, comment)
export const changeWatchers = (id: string, change: { add?: string[]; remove?: string[] }) =>
  api.post<TicketDetail>(`${PATH}/${id}/watchers`, change)
export const mergeTicket = (id: string, into: string) =>
  api.post<TicketDetail>(`${PATH}/${id}/merge`, { into })
export const unmergeTicket = (id: string) => api.delete<TicketDetail>(`${PATH}/${id}/merge`)
export const splitTicket = (id: string, subject: string, commentIds: string[]) =>
  api.post<TicketDetail>(`${PATH}/${id}/split`, { subject, comment_ids: commentIds })

/** The same for one or many, with an undo in the message. Whether anything was done. */
export async function changeTickets(change: TicketBulk, done: string): Promise<boolean> {
  try {
    const answer = await api.post<TicketBulkDone>(`${PATH}/bulk`, change)
    const refused = answer.results.filter((one) => !one.ok)
    const bulkId = answer.bulk_id
    if (bulkId) {
      toast.success(done, { action: { label: t`Desfazer`, onClick: () => void undoTickets(bulkId) } })
    }
    if (refused.length > 0) {
      const [count, why] = [refused.length, refused[0]?.detail ?? '']
      toast.error(t`${count} não mudaram: ${why}`)
    }
    return bulkId !== null
  } catch (problem) {
    showProblem(problem)
    return false
  } finally {
    refreshTickets(queryClient)
  }
}

/** Takes back what one action did to many. */
export async function undoTickets(bulkId: string): Promise<void> {
  try {
    const answer = await api.post<TicketBulkDone>(`${PATH}/bulk/${bulkId}/undo`)
    const count = answer.results.filter((one) => !one.ok).length
    if (count > 0) toast.error(t`${count} foram mudados por alguém depois e ficam como estão.`)
  } catch (problem) {
    showProblem(problem)
  }
  refreshTickets(queryClient)
}

/** Do it, and say what went wrong; whether it was done. */
export async function attempt(action: () => Promise<unknown>): Promise<boolean> {
  try {
    await action()
    return true
  } catch (problem) {
    showProblem(problem)
    return false
  }
}

function kept(ticket: Ticket): Ticket {
  keepTicket(queryClient, ticket)
  return ticket
}

/** Put the newer copy wherever an older one is shown. */
export function keepTicket(client: QueryClient, ticket: Ticket): void {
  client.setQueriesData<TicketPages>({ queryKey: ['tickets', 'list'] }, (held) =>
    held ? withTicket(held, ticket) : held,
  )
  client.setQueryData(ticketQuery(ticket.id).queryKey, (held) =>
    held && isOlder(held.ticket, ticket) ? { ...held, ticket } : held,
  )
}

export function refreshTickets(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: ['tickets'] })
}

/** Keeps every list and every open ticket in step with the frames. */
export function useLiveTickets(): void {
  const client = useQueryClient()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const soon = () => {
      timer ??= setTimeout(() => {
        timer = undefined
        for (const part of ['list', 'of', 'counts'])
          void client.invalidateQueries({ queryKey: ['tickets', part] })
      }, LISTS_EVERY_MS)
    }
    const stop = onFrame((frame) => follow(client, frame, soon))
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [client])
}

function follow(client: QueryClient, frame: ServerFrame, soon: () => void): void {
  switch (frame.type) {
    case 'ticket.upserted':
      keepTicket(client, frame.ticket)
      void client.invalidateQueries({ queryKey: ticketQuery(frame.ticket.id).queryKey })
      soon()
      break
    case 'ticket.removed':
      client.setQueriesData<TicketPages>({ queryKey: ['tickets', 'list'] }, (held) =>
        held ? withoutTicket(held, frame.ticket_id) : held,
      )
      void client.invalidateQueries({ queryKey: ticketQuery(frame.ticket_id).queryKey })
      soon()
      break
    case 'ticket_notices.changed':
      void client.invalidateQueries({ queryKey: ['ticket-notices'] })
      if (frame.is_new) playSound('newMessage')
      break
    case 'ticket_settings.changed':
      void client.invalidateQueries({ queryKey: ['ticket-settings'] })
      break
    default:
  }
}
