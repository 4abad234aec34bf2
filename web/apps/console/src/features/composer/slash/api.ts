import type { CommandAnswer, OfferedCommand } from '@attendance/api'
import { queryOptions } from '@tanstack/react-query'
import { api } from '@/app/client'
import { newId } from '@/app/ids'

/** In the reader's language: another language is another list. */
export const commandsQuery = (locale: string) =>
  queryOptions({
    queryKey: ['commands', locale],
    queryFn: () => api.get<OfferedCommand[]>('/api/attendance/commands'),
    staleTime: Infinity,
  })

export const giveCommand = (conversationId: string, text: string) =>
  api.post<CommandAnswer>(
    `/api/attendance/conversations/${conversationId}/commands`,
    { text },
    { idempotencyKey: newId() },
  )
