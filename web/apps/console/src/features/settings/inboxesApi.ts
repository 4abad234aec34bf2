import type { CheckResult, Inbox, InboxPatch, NewInbox } from '@attendance/api'
import { queryOptions } from '@tanstack/react-query'
import { api } from '@/app/client'

const PATH = '/api/inboxes'

export const inboxesQuery = queryOptions({
  queryKey: ['inboxes'],
  queryFn: () => api.get<Inbox[]>(PATH),
  refetchInterval: 30_000,
})

export const createInbox = (inbox: NewInbox, key: string) =>
  api.post<Inbox>(PATH, inbox, { idempotencyKey: key })
export const changeInbox = (id: string, patch: InboxPatch) => api.patch<Inbox>(`${PATH}/${id}`, patch)
export const deleteInbox = (id: string) => api.delete(`${PATH}/${id}`)
export const checkInbox = (id: string) => api.post<CheckResult>(`${PATH}/${id}/check`)

/** Where the vendor must send its calls. */
export function webhookAddress(inbox: Inbox): string {
  return new URL(inbox.webhook_path, location.origin).href
}
