import type { Message } from '@attendance/api'
import { Button } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { CircleAlert, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { useFormats } from '@/app/formats'
import { useLive } from '@/app/live'
import { useMe } from '@/app/session'
import { showProblem } from '@/app/showProblem'
import { retryMessage } from '../api'
import { useKindNames } from '../kinds'
import { Bubble, type Voice } from './Bubble'
import { GenericCard } from './GenericCard'
import { QuickReplies } from './QuickReplies'
import { RichText } from './RichText'
import { Ticks } from './Ticks'

interface MessageBubbleProps {
  message: Message
  isFirst: boolean
  isLast: boolean
}

export function MessageBubble({ message, isFirst, isLast }: MessageBubbleProps) {
  const me = useMe()
  const { time, moment } = useFormats()
  const voice = voiceOf(message, me.id)
  return (
    <Bubble
      voice={voice}
      author={message.author.name}
      isFirst={isFirst}
      isLast={isLast}
      after={
        <>
          {message.text && <QuickReplies content={message.content} />}
          {message.state === 'failed' && <Failure message={message} />}
        </>
      }
      foot={
        <>
          <time title={moment(message.created_at)} dateTime={message.created_at}>
            {time(message.created_at)}
          </time>
          {message.direction === 'out' && !message.is_note && (
            <Ticks state={message.state} onBrand={voice === 'me' || voice === 'colleague'} />
          )}
        </>
      }
    >
      {message.reply_to && <Quoted message={message} />}
      <Said message={message} />
    </Bubble>
  )
}

function Said({ message }: { message: Message }) {
  if (message.kind !== 'text') return <GenericCard message={message} />
  // A menu without a question is its options alone.
  return message.text ? <RichText text={message.text} /> : <QuickReplies isInside content={message.content} />
}

function voiceOf(message: Message, viewerId: string): Voice {
  if (message.is_note) return 'note'
  const { kind, id } = message.author
  if (kind === 'attendant') return id === viewerId ? 'me' : 'colleague'
  return kind
}

function Quoted({ message }: { message: Message }) {
  const kindNames = useKindNames()
  const quoted = useLive(({ state }) =>
    state.threads[message.conversation_id]?.messages.find((one) => one.id === message.reply_to),
  )
  if (!quoted) return null
  return (
    <blockquote className="mb-1 border-l-2 border-current/40 pl-2 text-xs opacity-80">
      <span className="block font-medium">{quoted.author.name}</span>
      <span className="line-clamp-2">{quoted.text || kindNames(quoted.kind)}</span>
    </blockquote>
  )
}

/** Why it did not arrive, and another attempt where that can help. */
function Failure({ message }: { message: Message }) {
  const { t } = useLingui()
  const [isBusy, setIsBusy] = useState(false)

  async function retry() {
    setIsBusy(true)
    await retryMessage(message).catch(showProblem)
    setIsBusy(false)
  }

  return (
    <div className="mt-0.5 flex max-w-[min(85%,560px)] flex-wrap items-center justify-end gap-x-2 text-xs text-danger">
      <span className="flex items-center gap-1">
        <CircleAlert size={13} aria-hidden className="shrink-0" />
        {t`Não entregue`}
        {message.reason && `: ${message.reason.message}`}
      </span>
      {message.reason?.may_retry !== false && (
        <Button
          look="quiet"
          size="sm"
          icon={<RotateCw size={12} />}
          disabled={isBusy}
          className="h-6 px-1.5 text-danger"
          onClick={() => void retry()}
        >
          {t`Tentar de novo`}
        </Button>
      )}
    </div>
  )
}
