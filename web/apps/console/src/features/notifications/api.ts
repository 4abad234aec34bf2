import type {
  NotificationOptOut,
  NotificationSettings,
  NotificationTemplate,
  NotificationWords,
} from '@attendance/api'
import { queryOptions } from '@tanstack/react-query'
import { api } from '@/app/client'

const BASE = '/api/attendance/notifications'
const MINE = '/api/me/notifications'

export const notificationSettingsQuery = queryOptions({
  queryKey: ['notification-settings'],
  queryFn: () => api.get<NotificationSettings>(`${BASE}/settings`),
})

export const saveNotificationSettings = (settings: NotificationSettings['settings']) =>
  api.put<NotificationSettings>(`${BASE}/settings`, { settings })

export const notificationTemplatesQuery = queryOptions({
  queryKey: ['notification-templates'],
  queryFn: () => api.get<NotificationTemplate[]>(`${BASE}/templates`),
})

export const saveTemplate = (wanted: NotificationWords & { name: string }) =>
  api.put<NotificationTemplate[]>(`${BASE}/templates`, wanted)

export const resetTemplate = (name: string) =>
  api.post<NotificationTemplate[]>(`${BASE}/templates/reset`, { name })

export const previewOf = (words: NotificationWords) => api.post<NotificationWords>(`${BASE}/preview`, words)

export const myNotificationsQuery = queryOptions({
  queryKey: ['my-notifications'],
  queryFn: () => api.get<NotificationOptOut>(MINE),
})

export const saveMyNotifications = (unwanted: NotificationOptOut['unwanted']) =>
  api.put<NotificationOptOut>(MINE, { unwanted })
