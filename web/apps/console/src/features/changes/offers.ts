/** What I may change about a message here and now. Pure; the server decides again. */
import type { ChannelInfo, Me, Message } from '@attendance/api'
import { may } from '@/app/permissions'
import type { Standing } from '@/features/composer/standing'

export interface Offers {
  reply: boolean
  react: boolean
  edit: boolean
  remove: boolean
}

const NOTHING: Offers = { reply: false, react: false, edit: false, remove: false }

interface Asked {
  message: Message
  standing: Standing
  me: Me
  channel: ChannelInfo | undefined
  /** Milliseconds since 1970. */
  now: number
}

export function offersFor({ message, standing, me, channel, now }: Asked): Offers {
  const isMine = standing === 'open' || standing === 'window_closed'
  const leads = may(me, 'conversations.assign')
  if (message.is_note || message.deleted_at || standing === 'read_only' || standing === 'closed')
    return NOTHING
  const isOurs = message.direction === 'out'
  const isAuthor = isOurs && message.author.id === me.id
  const mayChange = isOurs && (isAuthor || leads) && (isMine || leads)
  const age = (now - Date.parse(message.sent_at ?? message.created_at)) / 1000
  const isSent = message.sent_at !== null && message.state !== 'failed'
  const isUnsent =
    isOurs && message.sent_at === null && (message.state === 'queued' || message.state === 'failed')
  return {
    reply: standing === 'open',
    react: standing === 'open' && Boolean(channel?.can_react) && (!isOurs || isSent),
    edit:
      mayChange &&
      isSent &&
      Boolean(channel?.can_edit) &&
      message.text !== '' &&
      within(age, channel?.edit_seconds),
    remove:
      mayChange &&
      (isUnsent || (isSent && Boolean(channel?.can_delete) && within(age, channel?.delete_seconds))),
  }
}

function within(age: number, most: number | null | undefined): boolean {
  return most === null || most === undefined || age < most
}

/** The newest message of mine whose words can still be changed. */
export function lastEditable(
  messages: readonly Message[],
  asked: Omit<Asked, 'message'>,
): Message | undefined {
  return messages.findLast(
    (message) => message.author.id === asked.me.id && offersFor({ ...asked, message }).edit,
  )
}
