import type { ConvertedLead, Lead, LeadPatch, NewLead, NewLeadConversion, Page } from '@attendance/api'
import { infiniteQueryOptions, queryOptions, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '@/app/client'
import { newId } from '@/app/ids'
import { onFrame } from '@/app/live'
import type { LeadSearch } from './search'

const LEADS = '/api/crm/leads'
const AGAIN_AFTER_MS = 400

export const leadsQuery = ({ q, status, owner }: LeadSearch) =>
  infiniteQueryOptions({
    queryKey: ['leads', 'list', q ?? '', status ?? '', owner ?? ''],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Lead>>(LEADS, {
        signal,
        query: {
          limit: 50,
          ...(q ? { text: q } : {}),
          ...(status ? { status } : {}),
          ...(owner ? { attendant_id: owner } : {}),
          ...(pageParam ? { cursor: pageParam } : {}),
        },
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

export const leadQuery = (id: string) =>
  queryOptions({ queryKey: ['leads', 'one', id], queryFn: () => api.get<Lead>(`${LEADS}/${id}`) })

export const makeLead = (lead: NewLead) => api.post<Lead>(LEADS, lead, { idempotencyKey: newId() })
export const changeLead = (id: string, patch: LeadPatch) => api.patch<Lead>(`${LEADS}/${id}`, patch)
export const deleteLead = (id: string) => api.delete(`${LEADS}/${id}`)
export const restoreLead = (id: string) => api.post<Lead>(`${LEADS}/${id}/restore`)
export const convertLead = (id: string, wanted: NewLeadConversion) =>
  api.post<ConvertedLead>(`${LEADS}/${id}/convert`, wanted, { idempotencyKey: newId() })

export const refreshLeads = (client: QueryClient) => client.invalidateQueries({ queryKey: ['leads'] })

/** What colleagues and scripts do shows at once; a burst of it is one fetch. */
export function useLiveLeads(): void {
  const client = useQueryClient()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = onFrame(({ type }) => {
      if (type !== 'lead.changed') return
      timer ??= setTimeout(() => {
        timer = undefined
        void refreshLeads(client)
      }, AGAIN_AFTER_MS)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [client])
}
