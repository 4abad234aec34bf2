import type { Conversation } from '@attendance/api'
import { Avatar, Badge, ChannelGlyph, cn } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { useMinutes } from '@/app/clock'
import { useFormats } from '@/app/formats'
import { useLive } from '@/app/live'
import { useDraft } from '@/features/composer/drafts'
import { messagesQuery } from '@/features/thread/api'
import { activityOf, unreadOf, type View } from '../views'
import { Preview } from './Preview'
import { PriorityMark, SnoozedUntil, Waiting } from './RowMarks'

interface RowProps {
  conversation: Conversation
  isOpen: boolean
  view: View
  snippet?: string | undefined
}

/** One conversation in a list: who, what last, how long they wait, whose it is. */
export const Row = memo(function Row({ conversation, isOpen, view, snippet }: RowProps) {
  const { t } = useLingui()
  const client = useQueryClient()
  const { shortMoment } = useFormats()
  const now = useMinutes()
  const unread = useLive(({ state }) => unreadOf(conversation, state.readCounts[conversation.id]))
  const draft = useDraft(conversation.id)
  const prefetch = () => void client.prefetchQuery(messagesQuery(conversation.id))
  const isUnread = unread > 0 && !isOpen
  return (
    <Link
      to="/conversas/$id"
      params={{ id: conversation.id }}
      search={(before) => before}
      aria-current={isOpen ? 'true' : undefined}
      onPointerEnter={prefetch}
      className={cn(
        'flex h-full gap-3 border-b border-line px-3 py-2 hover:bg-hover focus-visible:-outline-offset-2',
        isOpen && 'bg-brand-soft hover:bg-brand-soft',
      )}
    >
      <Avatar
        name={conversation.contact.name}
        className="mt-0.5"
        mark={<ChannelGlyph channel={conversation.channel} />}
      />
      <div className="min-w-0 flex-1">
        <div className="flex items-baseline gap-1.5">
          <PriorityMark priority={conversation.priority} />
          <span className={cn('min-w-0 truncate', isUnread ? 'font-semibold' : 'font-medium')}>
            {conversation.contact.name}
          </span>
          <time className="ml-auto shrink-0 text-2xs text-mute tabular-nums">
            {shortMoment(new Date(activityOf(conversation)).toISOString(), now)}
          </time>
        </div>
        <div className={cn('flex items-center gap-2', isUnread ? 'text-ink' : 'text-mute')}>
          {conversation.subject && (
            <span className="max-w-1/2 shrink-0 truncate">{conversation.subject} ·</span>
          )}
          <Preview message={conversation.last_message} snippet={snippet} draft={isOpen ? '' : draft} />
          {isUnread && (
            <span className="ml-auto min-w-4.5 shrink-0 rounded-full bg-brand px-1.5 text-center text-[10px] leading-4.5 font-semibold text-on-brand">
              {unread > 99 ? '99+' : unread}
              <span className="sr-only"> {t`não lidas`}</span>
            </span>
          )}
        </div>
        <div className="mt-0.5 flex items-center gap-1.5 overflow-hidden text-2xs text-mute">
          <Waiting since={conversation.waiting_since} />
          <SnoozedUntil until={conversation.snoozed_until} />
          {view !== 'mine' && conversation.status !== 'waiting' && (
            <span className="max-w-28 shrink-0 truncate">
              {conversation.status === 'bot' ? t`Bot` : conversation.assigned_to_name}
            </span>
          )}
          {conversation.queue_name && <span className="min-w-8 truncate">{conversation.queue_name}</span>}
          {conversation.tags.slice(0, 2).map((tag) => (
            <Badge key={tag} className="max-w-24 shrink-0 px-1 leading-4">
              {tag}
            </Badge>
          ))}
        </div>
      </div>
    </Link>
  )
})
