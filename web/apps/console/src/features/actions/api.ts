import type { Conversation, Transfer } from '@attendance/api'
import { api } from '@/app/client'

const path = (id: string) => `/api/attendance/conversations/${id}`

export const take = (id: string) => api.post<Conversation>(`${path(id)}/take`)
export const transfer = (body: Transfer) => api.post<Conversation>('/api/attendance/transfer', body)
export const resolve = (id: string) => api.post<Conversation>(`/api/attendance/resolve/${id}`)
export const reopen = (id: string) => api.post<Conversation>(`${path(id)}/reopen`)
export const snooze = (id: string, until: string) => api.post<Conversation>(`${path(id)}/snooze`, { until })
export const wake = (id: string) => api.delete<Conversation>(`${path(id)}/snooze`)
export const setPending = (id: string, pending: boolean) =>
  api.put<Conversation>(`${path(id)}/pending`, { pending })
export const setPriority = (id: string, priority: number) =>
  api.put<Conversation>(`${path(id)}/priority`, { priority })
export const changeTags = (id: string, change: { add?: string[]; remove?: string[] }) =>
  api.post<Conversation>(`${path(id)}/tags`, change)
