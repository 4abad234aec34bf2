import type {
  Deal,
  DealDetail,
  DealMove,
  DealPatch,
  NewDeal,
  Page,
  Pipeline,
  PipelineColumn,
  PipelineStage,
  PipelineStages,
} from '@attendance/api'
import { keepPreviousData, queryOptions, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '@/app/client'
import { now } from '@/app/clock'
import { newId } from '@/app/ids'
import { onFrame } from '@/app/live'
import type { DealSearch } from './search'

const DEALS = '/api/crm/deals'
const STAGES = '/api/crm/pipeline/stages'
const BOARD_EVERY_MS = 600
const DAY_MS = 86_400_000
const CLOSED_DAYS = 90
export const FEW = 30
export const MANY = 100

/** Won and lost ones stay on the board for three months. */
export function pipelineQuery(search: DealSearch, limit: number) {
  const { q, owner } = search
  return queryOptions({
    queryKey: ['deals', 'board', q ?? '', owner ?? '', limit],
    queryFn: ({ signal }) =>
      api.get<Pipeline>('/api/crm/pipeline', { signal, query: { limit, ...wantedOf(search) } }),
    placeholderData: keepPreviousData,
  })
}

/** What follows in a column that shows as much as the board fetches at once. */
export const fetchMore = ({ stage, next_cursor }: PipelineColumn, search: DealSearch) =>
  api.get<Page<Deal>>(DEALS, {
    query: { stage: stage.key, cursor: next_cursor, limit: MANY, ...wantedOf(search) },
  })

const wantedOf = ({ q, owner }: DealSearch) => ({
  closed_from: new Date(now() - CLOSED_DAYS * DAY_MS).toISOString(),
  ...(q ? { text: q } : {}),
  ...(owner ? { owner_id: owner } : {}),
})

export const dealQuery = (id: string) =>
  queryOptions({ queryKey: ['deals', 'one', id], queryFn: () => api.get<DealDetail>(`${DEALS}/${id}`) })

/** The deals of a customer, what changed last first. */
export const contactDealsQuery = (contactId: string) =>
  queryOptions({
    queryKey: ['deals', 'of', contactId],
    queryFn: () =>
      api.get<Page<Deal>>(DEALS, { query: { contact_id: contactId, sort: 'updated', limit: 10 } }),
  })

/** The deals that were made out of a ticket. */
export const ticketDealsQuery = (ticketId: string) =>
  queryOptions({
    queryKey: ['deals', 'ticket', ticketId],
    queryFn: () => api.get<Page<Deal>>(DEALS, { query: { ticket_id: ticketId, sort: 'updated', limit: 10 } }),
  })

export const stagesQuery = queryOptions({
  queryKey: ['deals', 'stages'],
  queryFn: () => api.get<PipelineStage[]>(STAGES),
})

export const saveStages = (stages: PipelineStages) => api.put<PipelineStage[]>(STAGES, stages)

export const makeDeal = (deal: NewDeal) => api.post<Deal>(DEALS, deal, { idempotencyKey: newId() })
export const changeDeal = (id: string, patch: DealPatch) => api.patch<Deal>(`${DEALS}/${id}`, patch)
export const moveDeal = (id: string, move: DealMove) => api.post<Deal>(`${DEALS}/${id}/move`, move)
export const deleteDeal = (id: string) => api.delete(`${DEALS}/${id}`)
export const restoreDeal = (id: string) => api.post<Deal>(`${DEALS}/${id}/restore`)

export const refreshDeals = (client: QueryClient) => client.invalidateQueries({ queryKey: ['deals'] })

/** What colleagues and scripts do shows at once; a burst of it is one fetch. */
export function useLiveDeals(): void {
  const client = useQueryClient()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = onFrame(({ type }) => {
      if (type !== 'deal.upserted' && type !== 'deal.removed' && type !== 'pipeline.changed') return
      timer ??= setTimeout(() => {
        timer = undefined
        void refreshDeals(client)
      }, BOARD_EVERY_MS)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [client])
}
