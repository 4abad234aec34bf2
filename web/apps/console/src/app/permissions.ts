import type { Me } from '@attendance/api'

export type Permission =
  | 'conversations.reply'
  | 'conversations.transfer'
  | 'conversations.assign'
  | 'conversations.resolve'
  | 'contacts.write'
  | 'tickets.write'
  | 'tickets.assign'
  | 'tickets.delete'
  | 'tickets.manage'
  | 'deals.read'
  | 'deals.write'
  | 'deals.delete'
  | 'queues.manage'
  | 'attendants.read'
  | 'attendants.manage'
  | 'inboxes.read'
  | 'inboxes.manage'
  | 'failures.read'
  | 'bots.read'
  | 'bots.manage'
  | 'users.read'
  | 'users.manage'
  | 'insights.read'
  | 'reports.read'
  | 'reports.write'
  | 'reports.manage'
  | 'company.read'
  | 'company.manage'

/** Whether to offer it; the server decides again. */
export function may(me: Me, permission: Permission): boolean {
  return me.permissions.includes(permission)
}
