import type {
  CheckResult,
  Cleared,
  DeliveryParts,
  FailedMessage,
  Inbox,
  InboxPatch,
  InboxReport,
  NewInbox,
  OddDelivery,
  Page,
  TestResult,
} from '@attendance/api'
import { infiniteQueryOptions, queryOptions, type QueryClient } from '@tanstack/react-query'
import { api } from '@/app/client'

const PATH = '/api/inboxes'

export const inboxesQuery = queryOptions({
  queryKey: ['inboxes'],
  queryFn: () => api.get<Inbox[]>(PATH),
  refetchInterval: 30_000,
})

export const inboxQuery = (id: string) =>
  queryOptions({ queryKey: ['inboxes', id], queryFn: () => api.get<Inbox>(`${PATH}/${id}`) })

export const reportQuery = (id: string) =>
  queryOptions({
    queryKey: ['inboxes', id, 'health'],
    queryFn: () => api.get<InboxReport>(`${PATH}/${id}/health`),
    refetchInterval: 15_000,
  })

const paged = <Item>(id: string, what: string) =>
  infiniteQueryOptions({
    queryKey: ['inboxes', id, what],
    queryFn: ({ pageParam }) => {
      const cursor = pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''
      return api.get<Page<Item>>(`${PATH}/${id}/${what}?limit=20${cursor}`)
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor ?? null,
    refetchInterval: 30_000,
  })

export const failuresQuery = (id: string) => paged<FailedMessage>(id, 'failures')
export const deliveriesQuery = (id: string) => paged<OddDelivery>(id, 'deliveries')
export const deliveryQuery = (id: string, delivery: string) =>
  queryOptions({
    queryKey: ['inboxes', id, 'deliveries', delivery],
    queryFn: () => api.get<DeliveryParts>(`${PATH}/${id}/deliveries/${delivery}`),
  })

export const createInbox = (inbox: NewInbox, key: string) =>
  api.post<Inbox>(PATH, inbox, { idempotencyKey: key })
export const changeInbox = (id: string, patch: InboxPatch) => api.patch<Inbox>(`${PATH}/${id}`, patch)
export const deleteInbox = (id: string) => api.delete(`${PATH}/${id}`)
export const checkInbox = (id: string) => api.post<CheckResult>(`${PATH}/${id}/check`)
export const sendTest = (id: string, recipient: string) =>
  api.post<TestResult>(`${PATH}/${id}/test`, { recipient })
/** Without ids: all of them. */
export const clearFailures = (id: string, how: 'retry' | 'dismiss', ids: string[] | null) =>
  api.post<Cleared>(`${PATH}/${id}/failures/${how}`, { message_ids: ids })
export const replayDelivery = (id: string, delivery: string) =>
  api.post(`${PATH}/${id}/deliveries/${delivery}/replay`)

/** Everything that is shown of inboxes is asked for again. */
export const refreshInboxes = (client: QueryClient) => client.invalidateQueries({ queryKey: ['inboxes'] })

/** Where the vendor must send its calls. */
export function webhookAddress(inbox: Inbox): string {
  return new URL(inbox.webhook_path, location.origin).href
}
