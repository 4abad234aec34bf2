import type { Conversation, Me } from '@attendance/api'
import { may } from '@/app/permissions'
import { standingOf } from '@/features/composer/standing'

export type Offers = ReturnType<typeof offersOf>

/** What may be done with this conversation now. The header's buttons and the keys follow the same rule. */
export function offersOf(conversation: Conversation, me: Me, now: number) {
  const standing = standingOf(conversation, me, now)
  const isOpen = standing !== 'closed'
  const isMine = conversation.assigned_to === me.id && conversation.owner === 'human'
  const mayWork = standing !== 'read_only'
  return {
    take: standing === 'bot' || standing === 'unassigned' || (isMine && conversation.status === 'assigned'),
    takeOver: standing === 'colleague' && may(me, 'conversations.assign'),
    resolve: isOpen && may(me, 'conversations.resolve') && (isMine || may(me, 'conversations.assign')),
    reopen: mayWork && !isOpen,
    transfer:
      isOpen &&
      conversation.owner === 'human' &&
      may(me, 'conversations.transfer') &&
      (isMine || may(me, 'conversations.assign')),
    snooze: mayWork && isOpen && conversation.snoozed_until === null,
    wake: mayWork && isOpen && conversation.snoozed_until !== null,
    pend: mayWork && isMine && (conversation.status === 'active' || conversation.status === 'assigned'),
    activate: mayWork && isMine && conversation.status === 'pending',
    label: mayWork,
  }
}
