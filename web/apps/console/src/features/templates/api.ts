import type { Message, MessageTemplate, NewTemplateMessage } from '@attendance/api'
import { queryOptions } from '@tanstack/react-query'
import { api } from '@/app/client'
import { dispatch } from '@/app/live'

export const templatesQuery = (inboxId: string) =>
  queryOptions({
    queryKey: ['templates', inboxId],
    queryFn: () => api.get<MessageTemplate[]>(`/api/inboxes/${inboxId}/templates`),
    staleTime: 5_000,
    // A channel that was connected a moment ago is being read.
    refetchInterval: ({ state }) => (state.data?.length === 0 ? 3_000 : false),
  })

/** Sends it; the same `client_id` again is the same message. */
export async function sendTemplate(conversationId: string, body: NewTemplateMessage): Promise<void> {
  const path = `/api/attendance/conversations/${conversationId}/templates`
  const message = await api.post<Message>(path, body, { idempotencyKey: body.client_id })
  dispatch({ type: 'send.accepted', message })
}
