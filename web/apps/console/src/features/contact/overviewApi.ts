import type { CustomerEntry, CustomerOverview, Page } from '@attendance/api'
import { infiniteQueryOptions, queryOptions, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '@/app/client'
import { onFrame } from '@/app/live'

const AGAIN_AFTER_MS = 800
const path = (id: string) => `/api/crm/contacts/${id}`

/** The customer as a whole, beside a conversation. */
export const overviewQuery = (contactId: string, conversationId: string) =>
  queryOptions({
    queryKey: ['customers', contactId, 'overview', conversationId],
    queryFn: () =>
      api.get<CustomerOverview>(`${path(contactId)}/overview`, {
        query: { conversation_id: conversationId },
      }),
  })

export const lifeQuery = (contactId: string) =>
  infiniteQueryOptions({
    queryKey: ['customers', contactId, 'timeline'],
    queryFn: ({ pageParam }) =>
      api.get<Page<CustomerEntry>>(`${path(contactId)}/timeline`, {
        query: { limit: 20, ...(pageParam ? { cursor: pageParam } : {}) },
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

/** What happens with the customer elsewhere shows soon; a burst of it is one fetch. */
export function useLiveCustomer(contactId: string): void {
  const client = useQueryClient()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = onFrame((frame) => {
      const isTheirs =
        (frame.type === 'deal.upserted' && frame.deal.contact_id === contactId) ||
        (frame.type === 'ticket.upserted' && frame.ticket.customer_id === contactId) ||
        (frame.type === 'activity.changed' && frame.contact_id === contactId) ||
        (frame.type === 'conversation.upserted' && frame.conversation.contact.id === contactId)
      if (!isTheirs) return
      timer ??= setTimeout(() => {
        timer = undefined
        void client.invalidateQueries({ queryKey: ['customers', contactId] })
      }, AGAIN_AFTER_MS)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [client, contactId])
}
