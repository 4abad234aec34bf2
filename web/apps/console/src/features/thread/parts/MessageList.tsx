import type { Conversation } from '@attendance/api'
import { Failed, Skeleton } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import { useFormats } from '@/app/formats'
import { useLayout } from '@/app/layout'
import { useLive } from '@/app/live'
import { problemText } from '@/app/problems'
import { useMe } from '@/app/session'
import { useThread } from '../api'
import { arrangeThread } from '../arrange'
import { useReading } from '../useReading'
import { Announcer } from './Announcer'
import { TypingLine } from './TypingLine'
import { VirtualThread } from './VirtualThread'

const NONE: readonly never[] = []

/** The thread of a conversation, in all its states. */
export function MessageList({ conversation }: { conversation: Conversation }) {
  const { t } = useLingui()
  const me = useMe()
  const { dayKey } = useFormats()
  const { areEventsShown } = useLayout()
  const { id } = conversation
  const { query, thread } = useThread(id)
  const outbox = useLive(({ state }) => state.outbox[id]) ?? NONE
  const { dividerSeq, markSeen } = useReading(conversation, thread)
  const lines = useMemo(
    () =>
      thread
        ? arrangeThread({ thread, outbox, dividerSeq, showEvents: areEventsShown, viewerId: me.id, dayKey })
        : NONE,
    [thread, outbox, dividerSeq, areEventsShown, me.id, dayKey],
  )

  if (!thread && query.isError) {
    return (
      <div className="min-h-0 flex-1">
        <Failed
          title={t`As mensagens não carregaram`}
          detail={problemText(query.error)}
          retryLabel={t`Tentar de novo`}
          onRetry={() => void query.refetch()}
        />
      </div>
    )
  }
  if (!thread) return <ThreadSkeleton />
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <VirtualThread
        conversation={conversation}
        lines={lines}
        hasOlder={thread.olderCursor !== null}
        onSeen={markSeen}
      />
      <TypingLine conversationId={id} />
      <Announcer messages={thread.messages} />
    </div>
  )
}

function ThreadSkeleton() {
  const { t } = useLingui()
  const widths = ['w-2/5', 'w-1/3', 'w-1/2', 'w-1/4', 'w-3/5']
  return (
    <div
      role="status"
      aria-label={t`Carregando mensagens`}
      className="flex min-h-0 flex-1 flex-col justify-end gap-3 px-5 pb-4"
    >
      {widths.map((width, index) => (
        <Skeleton key={width} className={`h-11 rounded-2xl ${width} ${index % 2 ? 'self-end' : ''}`} />
      ))}
    </div>
  )
}
