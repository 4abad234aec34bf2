import type { Conversation } from '@attendance/api'
import { Trans, useLingui } from '@lingui/react/macro'
import { memo } from 'react'
import { useMinutes } from '@/app/clock'
import { useFormats } from '@/app/formats'
import type { Line } from '../arrange'
import { EventLines } from './EventLines'
import { MessageBubble } from './MessageBubble'
import { OutgoingBubble } from './OutgoingBubble'

interface ThreadLineProps {
  line: Line
  conversation: Conversation
}

export const ThreadLine = memo(function ThreadLine({ line, conversation }: ThreadLineProps) {
  switch (line.kind) {
    case 'start':
      return <StartLine conversation={conversation} />
    case 'day':
      return <DayLine at={line.at} />
    case 'divider':
      return <DividerLine />
    case 'events':
      return <EventLines entries={line.entries} />
    case 'message':
      return (
        <MessageBubble
          message={line.message}
          conversation={conversation}
          isFirst={line.isFirst}
          isLast={line.isLast}
        />
      )
    case 'outgoing':
      return <OutgoingBubble outgoing={line.outgoing} isFirst={line.isFirst} />
  }
})

function StartLine({ conversation }: { conversation: Conversation }) {
  const { moment } = useFormats()
  const begun = moment(conversation.created_at)
  return (
    <p className="py-3 text-center text-xs text-mute">
      <Trans>
        Conversa #{conversation.number} iniciada em {begun} por {conversation.inbox_name}
      </Trans>
    </p>
  )
}

function DayLine({ at }: { at: string }) {
  const { day } = useFormats()
  const now = useMinutes()
  return (
    <div className="flex justify-center py-2.5">
      <span className="rounded-full bg-raised px-2.5 py-0.5 text-2xs font-medium text-mute first-letter:uppercase">
        {day(at, now)}
      </span>
    </div>
  )
}

function DividerLine() {
  const { t } = useLingui()
  return (
    <div className="flex items-center gap-3 py-2 text-2xs font-medium text-danger">
      <span className="h-px flex-1 bg-danger/40" />
      {t`Novas mensagens`}
      <span className="h-px flex-1 bg-danger/40" />
    </div>
  )
}
