import type { Message, NewShared } from '@attendance/api'
import { api } from '@/app/client'
import { dispatch } from '@/app/live'

export async function share(conversationId: string, body: NewShared): Promise<void> {
  const path = `/api/attendance/conversations/${conversationId}/shared`
  const message = await api.post<Message>(path, body, { idempotencyKey: body.client_id })
  dispatch({ type: 'send.accepted', message })
}
